// Package safetensors reads and writes safetensors files: named arrays of
// numbers, and a few texts about them. Python opens them with safetensors.numpy.
//
// A file is
//
//	8 bytes    length of the header, little endian
//	header     one JSON object, padded with spaces
//	the rest   the tensors' numbers, little endian, without gaps
//
// with a header such as
//
//	{"__metadata__":{"key":"text"},"name":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}
//
// Of the format's dtypes this package knows F32 and F16.
//
// Files are not trusted. Every limit is checked before anything is allocated for
// what a file announces, numbers must be finite, and errors say what was
// expected and what was received.
//
// Source: https://github.com/huggingface/safetensors, README, "Format".
package safetensors

import "fmt"

// Limits of a file.
const (
	MaxFile      = 64 << 20 // bytes
	MaxHeader    = 1 << 20  // bytes of JSON
	MaxTensors   = 64
	MaxMetadata  = 64    // texts
	MaxRank      = 4     // dimensions of a tensor
	MaxDimension = 65536 // numbers along one of them
)

// DType is how the numbers of a tensor are stored.
type DType string

// The supported dtypes.
const (
	F32 DType = "F32"
	F16 DType = "F16" // IEEE 754 half precision
)

// size returns the bytes of one number, or 0 for an unsupported dtype.
func (t DType) size() int64 {
	switch t {
	case F32:
		return 4
	case F16:
		return 2
	}
	return 0
}

// Round returns the value that f has after it was stored as t: the nearest one,
// ties to even.
func (t DType) Round(f float32) float32 {
	if t == F16 {
		return fromFloat16(toFloat16(f))
	}
	return f
}

// Tensor is a named array of numbers.
type Tensor struct {
	Name   string
	DType  DType     // in the file
	Shape  []int     // up to MaxRank dimensions of 1 to MaxDimension
	Values []float32 // in row-major order
}

// File is the content of a safetensors file.
type File struct {
	Metadata map[string]string
	Tensors  []Tensor // in the order of their bytes
}

// Decode reads a whole file. See NewReader for reading some of its tensors.
func Decode(data []byte) (File, error) {
	r, err := NewReader(data)
	if err != nil {
		return File{}, err
	}
	f := File{Metadata: r.Metadata, Tensors: make([]Tensor, len(r.Tensors))}
	for i, t := range r.Tensors {
		values := make([]float32, t.Len())
		if err := r.Read(values, t); err != nil {
			return File{}, err
		}
		f.Tensors[i] = Tensor{Name: t.Name, DType: t.DType, Shape: t.Shape, Values: values}
	}
	return f, nil
}

func finite(f float32) bool { return f-f == 0 }

// lenOf returns the product of a shape. It cannot overflow: a product above
// MaxFile is refused after each dimension.
func lenOf(name string, shape []int) (int64, error) {
	if len(shape) > MaxRank {
		return 0, fmt.Errorf("safetensors: tensor %s: expected at most %d dimensions, received %d", quoted(name), MaxRank, len(shape))
	}
	n := int64(1)
	for _, d := range shape {
		if d < 1 || d > MaxDimension {
			return 0, fmt.Errorf("safetensors: tensor %s: expected dimensions of 1 to %d, received %d", quoted(name), MaxDimension, d)
		}
		if n *= int64(d); n > MaxFile {
			return 0, fmt.Errorf("safetensors: tensor %s: expected at most %d numbers, received shape %v", quoted(name), MaxFile, shape)
		}
	}
	return n, nil
}

// quoted keeps a hostile text short and on one line.
func quoted(text string) string {
	if len(text) > 40 {
		text = text[:40] + "…"
	}
	return fmt.Sprintf("%q", text)
}
