package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// fromModule is the value of -data for the Go module with MNIST's original files,
// wherever Go keeps it.
const fromModule = "module"

func dataFlag(set *flag.FlagSet) *string {
	return set.String("data", filepath.Join("dist", "data"),
		"`folder` with MNIST: the packed shards, or the original files of "+original.Module+"; \""+fromModule+"\" finds the latter")
}

// load reads both splits. Hashes check every byte.
func load(folder string) (train, test *dataset.Set, err error) {
	if folder == fromModule {
		if folder, err = original.Dir(); err != nil {
			return nil, nil, err
		}
	}
	if _, err := os.Stat(filepath.Join(folder, dataset.ManifestFile)); err == nil {
		return dataset.Load(os.DirFS(folder))
	}
	train, err = original.LoadSet(folder, dataset.Train)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("expected MNIST in %s, found neither %s nor the original files: run ./build.sh build, or use -data %s",
			folder, dataset.ManifestFile, fromModule)
	}
	if err != nil {
		return nil, nil, err
	}
	test, err = original.LoadSet(folder, dataset.Test)
	return train, test, err
}

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

// preset finds a preset. The error lists the presets.
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
