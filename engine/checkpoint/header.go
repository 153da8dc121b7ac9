package checkpoint

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
)

// entry is what the header says of one array.
type entry struct {
	Name       string
	Type       Type
	Shape      []int
	Begin, End int64 // bytes behind the header
}

// count is the numbers of an entry that passed check.
func (e entry) count() int { return int((e.End - e.Begin) / e.Type.size()) }

// check holds an entry against the limits and its bytes against its shape.
func (e entry) check() error {
	if e.Name == "" || e.Name == metadataName {
		return fmt.Errorf("checkpoint: expected a name for every array, received %q", e.Name)
	}
	if e.Type.size() == 0 {
		return fmt.Errorf("checkpoint: array %s: expected type F32 or F16, received %s", show(e.Name), show(string(e.Type)))
	}
	count, err := countOf(e.Name, e.Shape)
	if err != nil {
		return err
	}
	if want := count * e.Type.size(); e.Begin < 0 || e.End < e.Begin || e.End-e.Begin != want {
		return fmt.Errorf("checkpoint: array %s: expected %d bytes for %s %v, received offsets %d to %d",
			show(e.Name), want, e.Type, e.Shape, e.Begin, e.End)
	}
	return nil
}

// header is a file whose layout is known to be sound.
type header struct {
	metadata map[string]string
	entries  []entry // sorted by Begin; together they are all of body
	body     []byte
	file     []byte // all of it, body too
}

const metadataName = "__metadata__" // the one name that is no array

// A file is 8 bytes of header length (little endian), the header, which is
// one JSON object, and the bytes of the arrays without gaps.
func parse(data []byte) (header, error) {
	if len(data) > MaxFile {
		return header{}, fmt.Errorf("checkpoint: expected at most %d bytes, received %d", MaxFile, len(data))
	}
	if len(data) < 8 {
		return header{}, fmt.Errorf("checkpoint: expected a safetensors file, received %d bytes", len(data))
	}
	if len(data) > 8 && data[8] != '{' { // before the length: of a file of another kind, that is noise
		return header{}, fmt.Errorf("checkpoint: expected a safetensors file, received one of another kind: its header begins with %q instead of {", data[8])
	}
	n := binary.LittleEndian.Uint64(data)
	if n > MaxHeader {
		return header{}, fmt.Errorf("checkpoint: expected a safetensors file with a header of at most %d bytes, received one that announces %d", MaxHeader, n)
	}
	if n > uint64(len(data)-8) {
		return header{}, fmt.Errorf("checkpoint: expected %d bytes of header, received %d: the file is cut off", n, len(data)-8)
	}
	h := header{body: data[8+n:], file: data}
	if err := h.scan(data[8 : 8+n]); err != nil {
		return header{}, err
	}
	slices.SortStableFunc(h.entries, func(a, b entry) int { return cmp.Compare(a.Begin, b.Begin) })
	var end int64
	for _, e := range h.entries {
		if e.Begin != end {
			return header{}, fmt.Errorf("checkpoint: array %s: expected it to begin at byte %d, where the one before ends, received %d", show(e.Name), end, e.Begin)
		}
		end = e.End
	}
	if end != int64(len(h.body)) {
		return header{}, fmt.Errorf("checkpoint: expected %d bytes of arrays, received %d: the file is cut off or has something behind it", end, len(h.body))
	}
	return h, nil
}

// encodeHeader writes the length and the header, padded to a multiple of 8.
func encodeHeader(metadata map[string]string, entries []entry) ([]byte, error) {
	if len(entries) > MaxArrays {
		return nil, fmt.Errorf("checkpoint: expected at most %d arrays, received %d", MaxArrays, len(entries))
	}
	if len(metadata) > MaxMetadata {
		return nil, fmt.Errorf("checkpoint: expected at most %d texts of metadata, received %d", MaxMetadata, len(metadata))
	}
	out := append(make([]byte, 8), '{')
	field := func(name string, value any) error {
		key, err := json.Marshal(name)
		if err != nil {
			return err
		}
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		if len(out) > 9 {
			out = append(out, ',')
		}
		out = append(append(append(out, key...), ':'), text...)
		return nil
	}
	if len(metadata) > 0 {
		if err := field(metadataName, metadata); err != nil {
			return nil, err
		}
	}
	names := map[string]bool{}
	for _, e := range entries {
		if err := e.check(); err != nil {
			return nil, err
		}
		if names[e.Name] {
			return nil, fmt.Errorf("checkpoint: expected a name for every array, received %s twice", show(e.Name))
		}
		names[e.Name] = true
		if err := field(e.Name, struct {
			Type    Type     `json:"dtype"`
			Shape   []int    `json:"shape"`
			Offsets [2]int64 `json:"data_offsets"`
		}{e.Type, append([]int{}, e.Shape...), [2]int64{e.Begin, e.End}}); err != nil {
			return nil, err
		}
	}
	out = append(out, '}')
	for len(out)%8 != 0 {
		out = append(out, ' ')
	}
	if n := len(out) - 8; n > MaxHeader {
		return nil, fmt.Errorf("checkpoint: expected a header of at most %d bytes, it would have %d: shorten names and metadata", MaxHeader, n)
	}
	binary.LittleEndian.PutUint64(out, uint64(len(out)-8))
	return out, nil
}
