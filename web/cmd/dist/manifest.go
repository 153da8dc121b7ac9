package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// manifest is build.json: the id of the build and its files, sorted by path.
type manifest struct {
	Build string  `json:"build"`
	Files []entry `json:"files"`

	onefile int64 // size of the one-file form in bytes
}

// entry is one file of the build. Sizes are in bytes. A compressed form that does not exist has size 0, which is omitted.
type entry struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	Gzip   int64  `json:"gzip,omitempty"`
	Brotli int64  `json:"brotli,omitempty"`
	SHA256 string `json:"sha256"`
}

// describe returns the manifest of the files under dir and stores their compressed forms, all files at the same time.
func describe(dir, id string, s *compressor) (*manifest, error) {
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || last(name) {
			return err
		}
		if original, compressed := compressedOf(name); compressed {
			if _, err := os.Stat(filepath.Join(dir, original)); os.IsNotExist(err) {
				return os.Remove(filepath.Join(dir, name)) // the file it was made from is gone
			}
			return nil
		}
		names = append(names, name)
		return nil
	})
	if err != nil {
		return nil, err
	}
	m := &manifest{Build: id, Files: make([]entry, len(names))}
	errs := make([]error, len(names))
	var wait sync.WaitGroup
	for i, name := range names {
		wait.Go(func() { m.Files[i], errs[i] = describeFile(dir, name, s) })
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(m.Files, func(a, b entry) int { return strings.Compare(a.Path, b.Path) })
	return m, nil
}

func describeFile(dir, name string, s *compressor) (entry, error) {
	file := filepath.Join(dir, filepath.FromSlash(name))
	content, err := os.ReadFile(file)
	if err != nil {
		return entry{}, err
	}
	e := entry{Path: name, Bytes: int64(len(content)), SHA256: fmt.Sprintf("%x", sha256.Sum256(content))}
	if !compressible(name) || built(name) && strings.HasPrefix(name, "data/") {
		return e, nil
	}
	for _, f := range formats() {
		size, err := s.write(file, e.SHA256, content, f)
		if err != nil {
			return entry{}, err
		}
		switch f.suffix {
		case ".gz":
			e.Gzip = size
		case ".br":
			e.Brotli = size
		}
	}
	return e, nil
}

// paths returns the paths of all files.
func (m *manifest) paths() []string {
	var list []string
	for _, e := range m.Files {
		list = append(list, e.Path)
	}
	return list
}

func (m *manifest) write(name string) error {
	content, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	return put(name, append(content, '\n'))
}

// summary returns a line for each large file that a visitor downloads, with its sizes.
func (m *manifest) summary() string {
	var text strings.Builder
	fmt.Fprintf(&text, "build %s, %d files", m.Build, len(m.Files))
	for _, e := range m.Files {
		if e.Bytes < 1<<20 || strings.HasPrefix(e.Path, "data/") {
			continue
		}
		fmt.Fprintf(&text, "\n  %-12s %6.2f MB", e.Path, float64(e.Bytes)/1e6)
		if e.Gzip > 0 && e.Brotli > 0 {
			fmt.Fprintf(&text, ", gzip %.2f MB, brotli %.2f MB", float64(e.Gzip)/1e6, float64(e.Brotli)/1e6)
		}
	}
	fmt.Fprintf(&text, "\n  %-12s %6.2f MB: all of it in one file, to be opened by a double click", onefileName, float64(m.onefile)/1e6)
	return text.String()
}
