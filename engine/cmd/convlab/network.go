package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// loadRun reads a model file.
func loadRun(path string) (checkpoint.Run, error) {
	f, err := os.Open(path)
	if err != nil {
		return checkpoint.Run{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, safetensors.MaxFile+1)) // one more than Load accepts
	if err != nil {
		return checkpoint.Run{}, err
	}
	r, err := checkpoint.Load(data)
	if err != nil {
		return checkpoint.Run{}, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

// loadNetwork builds the network of a model file.
func loadNetwork(path string) (*engine.Sequential, error) {
	r, err := loadRun(path)
	if err != nil {
		return nil, err
	}
	if r.Model.Input != spec.MNIST() {
		return nil, fmt.Errorf("%s: expected a network over pictures of %v, received one over %v", path, spec.MNIST(), r.Model.Input)
	}
	net, err := engine.New(r.Model, r.Training.Seed)
	if err != nil {
		return nil, err
	}
	copy(net.Weights(), r.Weights)
	return net, nil
}

// preset finds a preset or says which there are.
func preset(name string) (spec.Preset, error) {
	p, ok := spec.FindPreset(name)
	if !ok {
		return p, usagef("expected a preset of %s, received %q", presetNames(), name)
	}
	return p, nil
}

func presetNames() string {
	var names []string
	for _, p := range spec.Presets() {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// loadModel reads the JSON of a model.
func loadModel(path string) (spec.Model, error) {
	f, err := os.Open(path)
	if err != nil {
		return spec.Model{}, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, spec.MaxText+1)) // one more than ParseModel accepts
	if err != nil {
		return spec.Model{}, err
	}
	m, err := spec.ParseModel(text)
	if err != nil {
		return m, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}
