package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
)

// fromModule is the value of -data that means the module with MNIST's original
// files, wherever Go keeps it.
const fromModule = "module"

func dataFlag(set *flag.FlagSet) *string {
	return set.String("data", filepath.Join("dist", "data"),
		"`folder` with MNIST: the packed shards, or the original files of "+original.Module+"; \""+fromModule+"\" finds the latter by itself")
}

// load reads both sets, every byte checked by hash.
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
