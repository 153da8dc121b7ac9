package safetensors

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
)

// Encode writes f. It refuses what Decode would refuse: among others, numbers
// that are not finite and F16 numbers beyond 65,504. Equal files give equal
// bytes. The header is padded to a multiple of 8 bytes.
func Encode(f File) ([]byte, error) {
	infos := make([]TensorInfo, len(f.Tensors))
	var end int64
	for i, t := range f.Tensors {
		n, err := lenOf(t.Name, t.Shape)
		if err != nil {
			return nil, err
		}
		if int64(len(t.Values)) != n {
			return nil, fmt.Errorf("safetensors: tensor %s: expected %d numbers for shape %v, received %d", quoted(t.Name), n, t.Shape, len(t.Values))
		}
		infos[i] = TensorInfo{Name: t.Name, DType: t.DType, Shape: t.Shape, begin: end, end: end + n*t.DType.size()}
		end = infos[i].end
	}
	header, err := encodeHeader(f.Metadata, infos)
	if err != nil {
		return nil, err
	}
	total := int64(len(header)) + end
	if total > MaxFile {
		return nil, fmt.Errorf("safetensors: expected at most %d bytes, the file would have %d: store fewer numbers or use F16", MaxFile, total)
	}
	out := append(make([]byte, 0, total), header...)
	for _, t := range f.Tensors {
		if out, err = appendValues(out, t); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// encodeHeader returns the length and the header. Its errors are those of
// tensors and metadata that break a limit.
func encodeHeader(metadata map[string]string, infos []TensorInfo) ([]byte, error) {
	if len(infos) > MaxTensors {
		return nil, fmt.Errorf("safetensors: expected at most %d tensors, received %d", MaxTensors, len(infos))
	}
	if len(metadata) > MaxMetadata {
		return nil, fmt.Errorf("safetensors: expected at most %d texts of metadata, received %d", MaxMetadata, len(metadata))
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
	for _, t := range infos {
		if err := t.check(); err != nil {
			return nil, err
		}
		if names[t.Name] {
			return nil, fmt.Errorf("safetensors: expected a name for every tensor, received %s twice", quoted(t.Name))
		}
		names[t.Name] = true
		if err := field(t.Name, struct {
			DType   DType    `json:"dtype"`
			Shape   []int    `json:"shape"`
			Offsets [2]int64 `json:"data_offsets"`
		}{t.DType, append([]int{}, t.Shape...), [2]int64{t.begin, t.end}}); err != nil {
			return nil, err
		}
	}
	out = append(out, '}')
	for len(out)%8 != 0 {
		out = append(out, ' ')
	}
	n := len(out) - 8
	if n > MaxHeader {
		return nil, fmt.Errorf("safetensors: expected a header of at most %d bytes, it would have %d: shorten names and metadata", MaxHeader, n)
	}
	binary.LittleEndian.PutUint64(out, uint64(n))
	return out, nil
}

func appendValues(out []byte, t Tensor) ([]byte, error) {
	for i, v := range t.Values {
		if !finite(v) {
			return nil, fmt.Errorf("safetensors: tensor %s: expected finite numbers, received %v at %d", quoted(t.Name), v, i)
		}
		if t.DType == F32 {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
			continue
		}
		h := toFloat16(v)
		if !finite(fromFloat16(h)) {
			return nil, fmt.Errorf("safetensors: tensor %s: expected numbers up to 65504 for F16, received %v at %d: use F32", quoted(t.Name), v, i)
		}
		out = binary.LittleEndian.AppendUint16(out, h)
	}
	return out, nil
}
