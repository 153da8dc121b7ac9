package main

import (
	"encoding/json"

	"convlab/engine/checkpoint"
	"convlab/engine/onnx"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// origin is what is exported and the file that it comes from.
type origin struct {
	run  checkpoint.Run
	file string // "" for a preset
}

// format is a way to write a network for another program.
type format struct {
	name, about string
	weights     bool // there must be some
	binary      bool // not for a terminal
	write       func(origin) ([]byte, error)
}

// formats lists them, the usual one first.
func formats() []format {
	return []format{
		{name: "keras", about: "the Keras program that trains the network", write: func(o origin) ([]byte, error) {
			return []byte(spec.Keras(o.run.Model, o.run.Training)), nil
		}},
		{name: "keras-load", about: "lines for that program that load the model file into Keras", weights: true, write: func(o origin) ([]byte, error) {
			return []byte(spec.KerasLoad(o.run.Model, o.file)), nil
		}},
		{name: "keras-save", about: "lines for that program that save what Keras trained as a model file", write: func(o origin) ([]byte, error) {
			text, err := spec.KerasSave(o.run.Model, o.run.Training, "keras.safetensors")
			return []byte(text), err
		}},
		{name: "json", about: "the network as JSON, which 'convlab train -spec' reads", write: func(o origin) ([]byte, error) {
			text, err := json.MarshalIndent(o.run.Model, "", "  ")
			return append(text, '\n'), err
		}},
		{name: "onnx", about: "the trained network as an ONNX file, for onnxruntime and others", weights: true, binary: true, write: func(o origin) ([]byte, error) {
			return encodeONNX(o.run)
		}},
		{name: "safetensors", about: "the model file again, with numbers of 32 bits", weights: true, binary: true, write: func(o origin) ([]byte, error) {
			return checkpoint.Save(o.run, safetensors.F32)
		}},
	}
}

func encodeONNX(r checkpoint.Run) ([]byte, error) {
	metadata, err := r.Metadata()
	if err != nil {
		return nil, err
	}
	return onnx.Encode(r.Model, r.Weights, metadata)
}
