package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// output is a file that is there only when all of it is. It is reserved before
// the training, so that a path that cannot be written is not found out about
// minutes later.
type output struct {
	path string
	part *os.File
}

// reserve returns nil for no path.
func reserve(path string) (*output, error) {
	if path == "" {
		return nil, nil
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("-o: expected a file to write, received %s, which is none", path)
	}
	part, err := os.CreateTemp(filepath.Dir(path), ".convlab-*.part")
	if err != nil {
		return nil, fmt.Errorf("-o: expected a folder that can be written: %w", err)
	}
	return &output{path: path, part: part}, nil
}

// save writes data and moves the file to its place.
func (o *output) save(data []byte) error {
	if _, err := o.part.Write(data); err != nil {
		return err
	}
	if err := o.part.Chmod(0o644); err != nil { // CreateTemp's are for the owner only
		return err
	}
	if err := o.part.Close(); err != nil {
		return err
	}
	return os.Rename(o.part.Name(), o.path)
}

// discard removes what is left of an output that was not saved.
func (o *output) discard() {
	if o == nil {
		return
	}
	o.part.Close()
	os.Remove(o.part.Name()) // gone already when it was saved
}
