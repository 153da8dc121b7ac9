package checkpoint

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Type is how the numbers of an array are stored, by its safetensors name.
type Type string

// The types that networks are stored in.
const (
	F32 Type = "F32"
	F16 Type = "F16" // half the size; rounded to the nearest, ties to even
)

// size is the bytes of one number, 0 for an unknown type.
func (t Type) size() int64 {
	switch t {
	case F32:
		return 4
	case F16:
		return 2
	}
	return 0
}

// Round returns f as it comes back from a file of numbers of type t.
func (t Type) Round(f float32) float32 {
	if t == F16 {
		return float32of(float16(f))
	}
	return f
}

// Array is a named array of numbers in row-major order.
type Array struct {
	Name   string
	Shape  []int // up to MaxRank dimensions of 1 to MaxDimension
	Type   Type
	Values []float32
}

// File is what a safetensors file holds.
type File struct {
	Metadata map[string]string
	Arrays   []Array // in the order of their bytes
}

// Encode writes f. It refuses what Decode would refuse, numbers that are not
// finite, and with F16 numbers beyond 65,504.
//
// The header is padded with spaces to a multiple of 8, as the format advises;
// equal files give equal bytes.
func Encode(f File) ([]byte, error) {
	entries := make([]entry, len(f.Arrays))
	var end int64
	for i, a := range f.Arrays {
		count, err := countOf(a.Name, a.Shape)
		if err != nil {
			return nil, err
		}
		if int64(len(a.Values)) != count {
			return nil, fmt.Errorf("checkpoint: array %s: expected %d numbers for shape %v, received %d", show(a.Name), count, a.Shape, len(a.Values))
		}
		entries[i] = entry{Name: a.Name, Type: a.Type, Shape: a.Shape, Begin: end, End: end + count*a.Type.size()}
		end = entries[i].End
	}
	head, err := encodeHeader(f.Metadata, entries)
	if err != nil {
		return nil, err
	}
	if total := int64(len(head)) + end; total > MaxFile {
		return nil, fmt.Errorf("checkpoint: expected at most %d bytes, the file would have %d: store fewer numbers or use F16", MaxFile, total)
	}
	out := make([]byte, 0, int64(len(head))+end)
	out = append(out, head...)
	for _, a := range f.Arrays {
		if out, err = appendValues(out, a); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func appendValues(out []byte, a Array) ([]byte, error) {
	for i, v := range a.Values {
		if !finite(v) {
			return nil, fmt.Errorf("checkpoint: array %s: expected finite numbers, received %v at %d", show(a.Name), v, i)
		}
		if a.Type == F32 {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
			continue
		}
		h := float16(v)
		if !finite(float32of(h)) {
			return nil, fmt.Errorf("checkpoint: array %s: expected numbers up to 65504 for F16, received %v at %d: use F32", show(a.Name), v, i)
		}
		out = binary.LittleEndian.AppendUint16(out, h)
	}
	return out, nil
}

// Decode reads a file and checks all of it, values too.
func Decode(data []byte) (File, error) {
	h, err := parse(data)
	if err != nil {
		return File{}, err
	}
	f := File{Metadata: h.metadata, Arrays: make([]Array, len(h.entries))}
	for i, e := range h.entries {
		values := make([]float32, e.count())
		if err := h.read(values, e); err != nil {
			return File{}, err
		}
		f.Arrays[i] = Array{Name: e.Name, Shape: e.Shape, Type: e.Type, Values: values}
	}
	return f, nil
}

// read decodes the values of e, of which there must be len(values).
func (h header) read(values []float32, e entry) error {
	body := h.body[e.Begin:e.End]
	for i := range values {
		if e.Type == F32 {
			values[i] = math.Float32frombits(binary.LittleEndian.Uint32(body[4*i:]))
		} else {
			values[i] = float32of(binary.LittleEndian.Uint16(body[2*i:]))
		}
		if !finite(values[i]) {
			return fmt.Errorf("checkpoint: array %s: expected finite numbers, received %v at %d", show(e.Name), values[i], i)
		}
	}
	return nil
}

func finite(f float32) bool { return f-f == 0 }

// countOf is the product of a shape that keeps the limits, so that it cannot
// wrap: 65536^4 is refused as larger than a file, dimension by dimension.
func countOf(name string, shape []int) (int64, error) {
	if len(shape) > MaxRank {
		return 0, fmt.Errorf("checkpoint: array %s: expected at most %d dimensions, received %d", show(name), MaxRank, len(shape))
	}
	n := int64(1)
	for _, d := range shape {
		if d < 1 || d > MaxDimension {
			return 0, fmt.Errorf("checkpoint: array %s: expected dimensions of 1 to %d, received %d", show(name), MaxDimension, d)
		}
		if n *= int64(d); n > MaxFile {
			return 0, fmt.Errorf("checkpoint: array %s: expected at most %d numbers, received shape %v", show(name), MaxFile, shape)
		}
	}
	return n, nil
}

// show keeps a hostile name short and on one line.
func show(name string) string {
	if len(name) > 40 {
		name = name[:40] + "…"
	}
	return fmt.Sprintf("%q", name)
}
