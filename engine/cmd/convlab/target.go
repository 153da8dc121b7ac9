package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"convlab/engine/checkpoint"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// target is the file that train writes.
type target struct {
	*output
	encode encoding
}

// encoding writes a trained network as the bytes of a file.
type encoding func(checkpoint.Run) ([]byte, error)

// newTarget returns nil for no path. What cannot be written is refused here,
// before hours of training: a path of no known ending, a network that the
// format cannot hold, a folder that is not there.
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

// encodingFor chooses by the ending of the path.
func encodingFor(path string, numbers safetensors.DType) (encoding, error) {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".safetensors":
		return func(r checkpoint.Run) ([]byte, error) { return checkpoint.Save(r, numbers) }, nil
	case ".onnx":
		if numbers != safetensors.F32 {
			return nil, usagef("expected -half with a .safetensors file, received it with -o %s: an ONNX file has numbers of 32 bits", path)
		}
		return encodeONNX, nil
	}
	return nil, usagef("expected -o with a file that ends in .safetensors or .onnx, which says what is written, received %q", path)
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

// write encodes r, puts the file in its place and returns its size.
func (o *target) write(r checkpoint.Run) (bytes int, err error) {
	data, err := o.encode(r)
	if err != nil {
		return 0, err
	}
	return len(data), o.save(data)
}

// discard removes what is left of a target that was not written.
func (o *target) discard() {
	if o != nil {
		o.output.discard()
	}
}
