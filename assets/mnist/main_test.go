package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
)

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// All subtests use one folder, packed from the module cache. They run in this
// order.
func TestPacker(t *testing.T) {
	out := filepath.Join(t.TempDir(), "data")
	if _, err := run(out, original.Dir); err != nil {
		t.Fatal(err)
	}
	manifest := read(t, out, dataset.ManifestFile)
	first := read(t, out, "train-00000.bin")

	t.Run("the shards rebuild the four IDX files", func(t *testing.T) {
		train, test, err := dataset.Load(os.DirFS(out))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []*dataset.Set{train, test} {
			if err := original.Verify(s); err != nil {
				t.Error(err)
			}
			// Verify must notice one wrong pixel.
			s.Pixels(0)[0] ^= 1
			if original.Verify(s) == nil {
				t.Errorf("%s: one altered pixel was not noticed", s.Split())
			}
		}
	})

	t.Run("training can start after 150 KB and all is below 10 MB", func(t *testing.T) {
		m, err := dataset.ParseManifest(manifest)
		if err != nil {
			t.Fatal(err)
		}
		total := 0
		for _, s := range m.Shards {
			total += s.FileBytes
		}
		// 143,881 and 9,812,740 bytes with Go 1.27's compressor.
		if m.Shards[0].FileBytes > 150_000 || total > 10_000_000 {
			t.Errorf("first shard %d bytes, all %d", m.Shards[0].FileBytes, total)
		}
	})

	t.Run("a complete folder is not changed", func(t *testing.T) {
		done, err := run(out, func() (string, error) { return "", errors.New("the source was read") })
		if err != nil || !strings.Contains(done, "nothing to do") {
			t.Errorf("run = %q, %v", done, err)
		}
	})

	damage := []struct {
		name string
		do   func() error
	}{
		{"a shard is missing", func() error { return os.Remove(filepath.Join(out, "test-rest.bin")) }},
		{"a shard is cut", func() error { return os.Truncate(filepath.Join(out, "train-00000.bin"), 1000) }},
		{"a shard is altered", func() error {
			b := bytes.Clone(first)
			b[len(b)/2] ^= 1
			return os.WriteFile(filepath.Join(out, "train-00000.bin"), b, 0o644)
		}},
		{"the manifest is gone", func() error { return os.Remove(filepath.Join(out, dataset.ManifestFile)) }},
	}
	t.Run("a damaged folder is noticed", func(t *testing.T) {
		for _, d := range damage {
			if err := check(os.DirFS(out)); err != nil {
				t.Fatalf("before %q: %v", d.name, err)
			}
			saved := map[string][]byte{}
			for _, name := range []string{"train-00000.bin", "test-rest.bin", dataset.ManifestFile} {
				saved[name] = read(t, out, name)
			}
			if err := d.do(); err != nil {
				t.Fatal(err)
			}
			if check(os.DirFS(out)) == nil {
				t.Errorf("%s: not noticed", d.name)
			}
			for name, b := range saved {
				if err := os.WriteFile(filepath.Join(out, name), b, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	})

	t.Run("packing again repairs the folder with the same bytes", func(t *testing.T) {
		if err := os.Remove(filepath.Join(out, "train-00000.bin")); err != nil {
			t.Fatal(err)
		}
		done, err := run(out, original.Dir)
		if err != nil || !strings.HasPrefix(done, "packed") {
			t.Fatalf("run = %q, %v", done, err)
		}
		if !bytes.Equal(manifest, read(t, out, dataset.ManifestFile)) || !bytes.Equal(first, read(t, out, "train-00000.bin")) {
			t.Error("the second packing differs from the first")
		}
	})
}

func TestWrongSourceIsRefused(t *testing.T) {
	_, err := run(filepath.Join(t.TempDir(), "data"), func() (string, error) { return t.TempDir(), nil })
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "go mod download") {
		t.Errorf("error %v, want one that names 'go mod download'", err)
	}
}
