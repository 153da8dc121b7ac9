package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"convlab/engine/checkpoint"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// output is a file that appears only when it is complete. It is reserved before the
// training, so that a path that cannot be written is refused at once.
type output struct {
	path string
	part *os.File
}

// reserve returns nil for an empty path.
func reserve(path string) (*output, error) {
	if path == "" {
		return nil, nil
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("-o: expected a file to write, received %s, which is not a regular file", path)
	}
	part, err := os.CreateTemp(filepath.Dir(path), ".convlab-*.part")
	if err != nil {
		return nil, fmt.Errorf("-o: expected a writable folder: %w", err)
	}
	return &output{path: path, part: part}, nil
}

// save writes data and moves the file into place.
func (o *output) save(data []byte) error {
	if _, err := o.part.Write(data); err != nil {
		return err
	}
	if err := o.part.Chmod(0o644); err != nil { // CreateTemp's permissions are for the owner only
		return err
	}
	if err := o.part.Close(); err != nil {
		return err
	}
	return os.Rename(o.part.Name(), o.path)
}

// discard removes an output that was not saved.
func (o *output) discard() {
	if o == nil {
		return
	}
	o.part.Close()
	os.Remove(o.part.Name()) // fails after save, which has moved it
}

// target is the file that train writes.
type target struct {
	*output
	encode encoding
}

// encoding writes a trained network as the bytes of a file.
type encoding func(checkpoint.Run) ([]byte, error)

// newTarget returns nil for an empty path. It refuses, before hours of training, a
// path with an unknown extension, a network that the format cannot hold, and a
// folder that does not exist.
func newTarget(path string, numbers safetensors.DType, m spec.Model, t spec.Training) (*target, error) {
	if path == "" {
		return nil, nil
	}
	encode, err := encodingFor(path, numbers)
	if err != nil {
		return nil, err
	}
	if err := encode.try(m, t); err != nil {
		return nil, fmt.Errorf("-o %s: %w", path, err)
	}
	file, err := reserve(path)
	if err != nil {
		return nil, err
	}
	return &target{output: file, encode: encode}, nil
}

// encodingFor chooses by the extension of the path.
func encodingFor(path string, numbers safetensors.DType) (encoding, error) {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".safetensors":
		return func(r checkpoint.Run) ([]byte, error) { return checkpoint.Save(r, numbers) }, nil
	case ".onnx":
		if numbers != safetensors.F32 {
			return nil, usagef("expected -half with a .safetensors file, received it with -o %s: an ONNX file has 32-bit numbers", path)
		}
		return encodeONNX, nil
	}
	return nil, usagef("expected -o with a file that ends in .safetensors or .onnx, which chooses the format, received %q", path)
}

// try encodes the network with zeros for weights.
func (e encoding) try(m spec.Model, t spec.Training) error {
	rows, err := m.Ledger()
	if err != nil {
		return err
	}
	weights, _ := spec.Total(rows)
	_, err = e(checkpoint.Run{Model: m, Training: t, Weights: make([]float32, weights)})
	return err
}

// write encodes r, saves the file and returns its size.
func (o *target) write(r checkpoint.Run) (bytes int, err error) {
	data, err := o.encode(r)
	if err != nil {
		return 0, err
	}
	return len(data), o.save(data)
}

// discard removes a target that was not written.
func (o *target) discard() {
	if o != nil {
		o.output.discard()
	}
}
