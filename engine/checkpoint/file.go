package checkpoint

import (
	"encoding/json"
	"fmt"
	"slices"

	"convlab/engine/drawing"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// File is an open file: its layout is known to be valid, none of its numbers
// have been read yet.
type File struct {
	data   []byte
	reader *safetensors.Reader
}

// Open reads the header of a file. The File keeps data.
func Open(data []byte) (File, error) {
	r, err := safetensors.NewReader(data)
	if err != nil {
		return File{}, err
	}
	return File{data, r}, nil
}

// IsCheckpoint reports whether f is a training to continue, and not only a
// network.
func (f File) IsCheckpoint() bool { return f.reader.Metadata[keyFormat] == checkpointFormat }

// readJSON decodes the JSON under a key of the metadata. It does not pass on
// JSON's own errors: they quote numbers of any length.
func (f File) readJSON(key, want string, into any) error {
	text := f.reader.Metadata[key]
	if len(text) > spec.MaxText {
		return fmt.Errorf("checkpoint: %s: expected at most %d bytes, received %d", key, spec.MaxText, len(text))
	}
	if json.Unmarshal([]byte(text), into) != nil {
		return fmt.Errorf("checkpoint: %s: expected %s as JSON, received %s", key, want, quoted(text))
	}
	return nil
}

// find returns the file's entries for tensors, in their order, and checks their
// shapes.
func (f File) find(tensors []safetensors.Tensor) ([]safetensors.TensorInfo, error) {
	found := make([]safetensors.TensorInfo, len(tensors))
	for i, want := range tensors {
		k := slices.IndexFunc(f.reader.Tensors, func(t safetensors.TensorInfo) bool { return t.Name == want.Name })
		if k < 0 {
			return nil, fmt.Errorf("checkpoint: expected a tensor %q for this model, received none", want.Name)
		}
		if found[i] = f.reader.Tensors[k]; !slices.Equal(found[i].Shape, want.Shape) {
			return nil, fmt.Errorf("checkpoint: tensor %q: expected shape %v for this model, received %v", want.Name, want.Shape, found[i].Shape)
		}
	}
	return found, nil
}

// flat decodes tensors, of n numbers together, into one vector.
func (f File) flat(tensors []safetensors.TensorInfo, n int) ([]float32, error) {
	values := make([]float32, n)
	rest := values
	for _, t := range tensors {
		if err := f.reader.Read(rest[:t.Len()], t); err != nil {
			return nil, err
		}
		rest = rest[t.Len():]
	}
	return values, nil
}

// A table is an optional tensor [rows, columns] of a checkpoint.
type table struct {
	name    string
	maxRows int
	columns int
}

func tables() []table {
	return []table{
		{historyName, MaxScores, historyColumns},
		{pointsName, drawing.MaxPoints, drawingColumns},
		{strokesName, drawing.MaxStrokes, drawingColumns},
	}
}

// findTables returns the tables of a checkpoint by name and checks their limits,
// that all tensors are float32, and that besides the tables there are as many
// tensors as expected.
func (f File) findTables(expected int) (map[string]safetensors.TensorInfo, error) {
	found := map[string]safetensors.TensorInfo{}
	for _, t := range f.reader.Tensors {
		if t.DType != safetensors.F32 {
			return nil, fmt.Errorf("checkpoint: tensor %s: expected dtype F32 in a training, received %s", quoted(t.Name), quoted(string(t.DType)))
		}
		for _, want := range tables() {
			if t.Name != want.name {
				continue
			}
			if len(t.Shape) != 2 || t.Shape[0] > want.maxRows || t.Shape[1] != want.columns {
				return nil, fmt.Errorf("checkpoint: tensor %q: expected at most %d rows of %d, received shape %v", want.name, want.maxRows, want.columns, t.Shape)
			}
			found[t.Name] = t
		}
	}
	if got := len(f.reader.Tensors) - len(found); got != expected {
		return nil, fmt.Errorf("checkpoint: expected %d tensors for this model and its optimiser, received %d", expected, got)
	}
	return found, nil
}

// table decodes a table, or returns nil if the file does not have it.
func (f File) table(found map[string]safetensors.TensorInfo, name string) ([]float32, error) {
	t, ok := found[name]
	if !ok {
		return nil, nil
	}
	return f.flat([]safetensors.TensorInfo{t}, t.Len())
}

// quoted keeps a hostile text short and on one line.
func quoted(text string) string {
	if len(text) > 40 {
		text = text[:40] + "…"
	}
	return fmt.Sprintf("%q", text)
}
