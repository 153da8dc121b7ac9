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

// brotliLevel is the strongest level whose first build stays short; MEASUREMENTS.md names the sizes it gives.
const brotliLevel = 11

// format is a compressed form of a file: the ending its name gets and what makes it.
type format struct {
	suffix string
	writer func(io.Writer) (io.WriteCloser, error)
}

// formats lists the forms made of every file worth it.
func formats() []format {
	return []format{
		{".gz", func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) }},
		{".br", func(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriterLevel(w, brotliLevel), nil }},
	}
}

// compressible says whether a file gains from compression: programs and text do, shards and pictures are compressed inside.
func compressible(name string) bool {
	switch path.Ext(name) {
	case ".wasm", ".js", ".css", ".html", ".json", ".svg", ".txt":
		return true
	}
	return false
}

// compressedOf returns the file that name would be a compressed form of.
func compressedOf(name string) (string, bool) {
	for _, f := range formats() {
		if original, ok := strings.CutSuffix(name, f.suffix); ok && compressible(original) {
			return original, true
		}
	}
	return "", false
}

// squeezer keeps compressed forms in a folder by the hash of what they were made from, so that only changed files cost time.
type squeezer struct {
	dir    string
	create bool // false: what is not kept is not made
}

// prune drops what no file of this build was compressed to: a folder of old programs would grow with every change.
func (s *squeezer) prune(m *manifest) error {
	kept, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	used := make(map[string]bool)
	for _, e := range m.Files {
		used[e.SHA256] = true
	}
	for _, k := range kept {
		if hash, _, _ := strings.Cut(k.Name(), "."); !used[hash] {
			if err := os.Remove(filepath.Join(s.dir, k.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// lay puts the compressed form of a file beside it and returns its size. When there is none (never made, or no smaller
// than the file) it removes one that is left from other bytes and returns 0: a stale form would be served as the file.
func (s *squeezer) lay(name, hash string, content []byte, f format) (int64, error) {
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

// pack returns the compressed bytes, from the folder when they are there; nil when they are not and must not be made.
func (s *squeezer) pack(hash string, content []byte, f format) ([]byte, error) {
	if packed, err := os.ReadFile(s.kept(hash, f)); err == nil || !s.create {
		return packed, nil
	}
	return s.make(hash, content, f)
}

// gzip returns bytes compressed by gzip, from the folder when they are there.
func (s *squeezer) gzip(content []byte) ([]byte, error) {
	hash, f := fmt.Sprintf("%x", sha256.Sum256(content)), formats()[0]
	if packed, err := os.ReadFile(s.kept(hash, f)); err == nil {
		return packed, nil
	}
	return s.make(hash, content, f)
}

func (s *squeezer) kept(hash string, f format) string { return filepath.Join(s.dir, hash+f.suffix) }

// make compresses, and keeps what comes out.
func (s *squeezer) make(hash string, content []byte, f format) ([]byte, error) {
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
	// Written whole under another name first: a build that is interrupted leaves no half of a file to be served later.
	kept := s.kept(hash, f)
	if err := os.WriteFile(kept+".part", packed.Bytes(), 0o644); err != nil {
		return nil, err
	}
	return packed.Bytes(), os.Rename(kept+".part", kept)
}
