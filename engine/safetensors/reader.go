package safetensors

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// metadataName is the one name in a header that is not a tensor's.
const metadataName = "__metadata__"

// TensorInfo describes a tensor of a file.
type TensorInfo struct {
	Name       string
	DType      DType
	Shape      []int
	begin, end int64 // byte offsets after the header
}

// Len returns the number of values.
func (t TensorInfo) Len() int { return int((t.end - t.begin) / t.DType.size()) }

// check holds t to the limits, and its offsets to its shape.
func (t TensorInfo) check() error {
	if t.Name == "" || t.Name == metadataName {
		return fmt.Errorf("safetensors: expected a name for every tensor, received %q", t.Name)
	}
	if t.DType.size() == 0 {
		return fmt.Errorf("safetensors: tensor %s: expected dtype F32 or F16, received %s", quoted(t.Name), quoted(string(t.DType)))
	}
	n, err := lenOf(t.Name, t.Shape)
	if err != nil {
		return err
	}
	if want := n * t.DType.size(); t.begin < 0 || t.end < t.begin || t.end-t.begin != want {
		return fmt.Errorf("safetensors: tensor %s: expected %d bytes for %s %v, received offsets %d to %d",
			quoted(t.Name), want, t.DType, t.Shape, t.begin, t.end)
	}
	return nil
}

// Reader gives access to the tensors of a file whose header is known to be valid.
type Reader struct {
	Metadata map[string]string
	Tensors  []TensorInfo // in the order of their bytes
	body     []byte       // all of it belongs to Tensors
}

// NewReader parses and checks the header of a file. It decodes no numbers, and
// keeps data.
func NewReader(data []byte) (*Reader, error) {
	if len(data) > MaxFile {
		return nil, fmt.Errorf("safetensors: expected at most %d bytes, received %d", MaxFile, len(data))
	}
	if len(data) < 8 {
		return nil, fmt.Errorf("safetensors: expected a safetensors file, received %d bytes", len(data))
	}
	if len(data) > 8 && data[8] != '{' { // checked before the length, which is noise in a file of another kind
		return nil, fmt.Errorf("safetensors: expected a safetensors file, received one of another kind: its header begins with %q instead of {", data[8])
	}
	n := binary.LittleEndian.Uint64(data)
	if n > MaxHeader {
		return nil, fmt.Errorf("safetensors: expected a safetensors file with a header of at most %d bytes, received one that announces %d", MaxHeader, n)
	}
	if n > uint64(len(data)-8) {
		return nil, fmt.Errorf("safetensors: expected %d bytes of header, received %d: the file is cut off", n, len(data)-8)
	}
	r := &Reader{body: data[8+n:]}
	if err := r.scan(data[8 : 8+n]); err != nil {
		return nil, err
	}
	slices.SortStableFunc(r.Tensors, func(a, b TensorInfo) int { return cmp.Compare(a.begin, b.begin) })
	var end int64
	for _, t := range r.Tensors {
		if t.begin != end {
			return nil, fmt.Errorf("safetensors: tensor %s: expected it to begin at byte %d, where the one before ends, received %d", quoted(t.Name), end, t.begin)
		}
		end = t.end
	}
	if end != int64(len(r.body)) {
		return nil, fmt.Errorf("safetensors: expected %d bytes of tensors, received %d: the file is cut off, or something follows it", end, len(r.body))
	}
	return r, nil
}

// Read decodes t, one of r.Tensors, into values, which must have t.Len()
// elements. Numbers that are not finite are an error.
func (r *Reader) Read(values []float32, t TensorInfo) error {
	body := r.body[t.begin:t.end]
	for i := range values {
		if t.DType == F32 {
			values[i] = math.Float32frombits(binary.LittleEndian.Uint32(body[4*i:]))
		} else {
			values[i] = fromFloat16(binary.LittleEndian.Uint16(body[2*i:]))
		}
		if !finite(values[i]) {
			return fmt.Errorf("safetensors: tensor %s: expected finite numbers, received %v at %d", quoted(t.Name), values[i], i)
		}
	}
	return nil
}
