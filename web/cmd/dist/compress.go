package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
)

// brotliLevel is the highest level; MEASUREMENTS.md lists the resulting sizes.
const brotliLevel = 11

// format is a compression format: the suffix of the file name, and the writer.
type format struct {
	suffix string
	writer func(io.Writer) (io.WriteCloser, error)
}

// formats returns the formats in which compressible files are stored.
func formats() []format {
	return []format{
		{".gz", func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) }},
		{".br", func(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriterLevel(w, brotliLevel), nil }},
	}
}

// compressible reports whether a file gets smaller: programs and texts do, shards and pictures are compressed already.
func compressible(name string) bool {
	switch path.Ext(name) {
	case ".wasm", ".js", ".css", ".html", ".json", ".svg", ".txt":
		return true
	}
	return false
}

// compressedOf returns the file whose compressed form has this name, and whether there can be one.
func compressedOf(name string) (string, bool) {
	for _, f := range formats() {
		if original, ok := strings.CutSuffix(name, f.suffix); ok && compressible(original) {
			return original, true
		}
	}
	return "", false
}

// compressor caches compressed forms in a folder, by the hash of the original, so that only changed files take time.
type compressor struct {
	dir    string
	create bool // false: only cached forms are used
}

// prune removes the cached forms that this build does not use.
func (s *compressor) prune(m *manifest) error {
	cached, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	used := make(map[string]bool)
	for _, e := range m.Files {
		used[e.SHA256] = true
	}
	for _, file := range cached {
		if hash, _, _ := strings.Cut(file.Name(), "."); !used[hash] {
			if err := os.Remove(filepath.Join(s.dir, file.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// write stores the compressed form of a file next to it and returns its size. If there is none, or it is not smaller than the
// file, write removes an old one, which the server would send as the file, and returns 0.
func (s *compressor) write(name, hash string, content []byte, f format) (int64, error) {
	packed, err := s.pack(hash, content, f)
	if err != nil {
		return 0, err
	}
	if len(packed) == 0 || len(packed) >= len(content) {
		err := os.Remove(name + f.suffix)
		if os.IsNotExist(err) {
			err = nil
		}
		return 0, err
	}
	return int64(len(packed)), put(name+f.suffix, packed)
}

// pack returns the compressed bytes, from the cache if they are there; nil if they are not and must not be created.
func (s *compressor) pack(hash string, content []byte, f format) ([]byte, error) {
	if packed, err := os.ReadFile(s.path(hash, f)); err == nil || !s.create {
		return packed, nil
	}
	return s.make(hash, content, f)
}

// gzip returns bytes compressed by gzip, from the cache if they are there.
func (s *compressor) gzip(content []byte) ([]byte, error) {
	hash, f := fmt.Sprintf("%x", sha256.Sum256(content)), formats()[0]
	if packed, err := os.ReadFile(s.path(hash, f)); err == nil {
		return packed, nil
	}
	return s.make(hash, content, f)
}

func (s *compressor) path(hash string, f format) string { return filepath.Join(s.dir, hash+f.suffix) }

// make compresses bytes and caches the result.
func (s *compressor) make(hash string, content []byte, f format) ([]byte, error) {
	var packed bytes.Buffer
	w, err := f.writer(&packed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return nil, err
	}
	// It gets its name when it is complete: an interrupted build must not leave half a file to be served later.
	name := s.path(hash, f)
	if err := os.WriteFile(name+".part", packed.Bytes(), 0o644); err != nil {
		return nil, err
	}
	return packed.Bytes(), os.Rename(name+".part", name)
}
