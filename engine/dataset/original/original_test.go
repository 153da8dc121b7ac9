package original_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
)

func TestTestSetIsThePublishedOne(t *testing.T) {
	dir, err := original.Dir()
	if err != nil {
		t.Fatal(err)
	}
	set, err := original.LoadSet(dir, dataset.Test)
	if err != nil {
		t.Fatal(err)
	}
	if err := original.Verify(set); err != nil {
		t.Error(err)
	}
	// The first ten test labels, as in many tutorials.
	for i, want := range []uint8{7, 2, 1, 0, 4, 1, 4, 9, 5, 9} {
		if got := set.Label(i); got != want {
			t.Errorf("label %d = %d, want %d", i, got, want)
		}
	}
}

func TestOtherBytesAreRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(raw []byte) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(raw); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "data", "t10k-images-idx3-ubyte.gz"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const size = 7_840_016 // of the unpacked file
	for want, raw := range map[string][]byte{
		"SHA-256":         make([]byte, size),
		"7840016 bytes":   make([]byte, size-1),
		"go mod download": nil, // no file
	} {
		os.Remove(filepath.Join(dir, "data", "t10k-images-idx3-ubyte.gz"))
		if raw != nil {
			write(raw)
		}
		if _, _, err := original.Load(dir, dataset.Test); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func TestVerifyNeedsAllImages(t *testing.T) {
	if err := original.Verify(dataset.NewSet(dataset.Test)); err == nil || !strings.Contains(err.Error(), "received 0") {
		t.Errorf("error %v, want one that counts the images", err)
	}
}
