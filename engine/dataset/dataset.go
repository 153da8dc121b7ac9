// Package dataset holds MNIST as a training needs it: small shards that arrive one
// by one and are checked by hash, images as bytes, batches as float32, and an order
// that is a pure function of the seed.
//
// Load reads the shards that the packer in assets/mnist wrote; package original
// reads the published IDX files. The formats are described at Shard, Manifest and
// ParseImages.
package dataset

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"convlab/engine/kernel"
	"convlab/engine/spec"
)

const (
	Side    = 28           // pixels along one side of an image
	Pixels  = Side * Side  // bytes of an image, row by row, 0 paper, 255 ink
	Classes = spec.Classes // labels are 0 to 9
)

// Split names one of the two parts of MNIST.
type Split string

const (
	Train Split = "train"
	Test  Split = "test"
)

// Size returns the number of images of the split, 0 for an unknown one.
func (s Split) Size() int {
	switch s {
	case Train:
		return spec.MaxExamples
	case Test:
		return spec.TestExamples
	}
	return 0
}

// A Set is the images of a split that have arrived: pixels as bytes (47 MB for the
// training set, where float32 would be 188 MB) and labels.
type Set struct {
	split   Split
	pixels  []byte
	labels  []uint8
	has     []bool
	arrived int
}

// NewSet returns a set with room for all images of the split and none of them.
func NewSet(split Split) *Set {
	n := split.Size()
	if n == 0 {
		panic("dataset: NewSet needs Train or Test")
	}
	return newSet(split, make([]byte, n*Pixels), make([]uint8, n))
}

func newSet(split Split, pixels []byte, labels []uint8) *Set {
	return &Set{split: split, pixels: pixels, labels: labels, has: make([]bool, len(labels))}
}

// SetOf returns a complete set. It keeps pixels and labels.
func SetOf(split Split, pixels []byte, labels []uint8) (*Set, error) {
	if n := split.Size(); n == 0 || len(labels) != n || len(pixels) != n*Pixels {
		return nil, fmt.Errorf("dataset: expected %d labels and %d pixel bytes for set %q, received %d and %d",
			n, n*Pixels, split, len(labels), len(pixels))
	}
	return newSet(split, pixels, labels).complete(), nil
}

// Rows returns a complete set of any images, of no split. It is a view: pixels and
// labels may be overwritten between two calls of Gather.
func Rows(pixels []byte, labels []uint8) *Set {
	if len(pixels) != len(labels)*Pixels {
		panic("dataset: Rows needs Pixels bytes for each label")
	}
	return newSet("", pixels, labels).complete()
}

func (s *Set) complete() *Set {
	for i := range s.has {
		s.has[i] = true
	}
	s.arrived = len(s.has)
	return s
}

// Add copies a shard into the set. Shards may come in any order. Length, hash and
// payload are checked first: with an error the set is unchanged. Adding a shard again
// checks it and changes nothing. The error is a *ShardError.
func (s *Set) Add(info ShardInfo, payload []byte) error {
	if err := info.validate(); err != nil {
		return &ShardError{info, "a valid entry of the manifest", err.Error(), "pack the data again"}
	}
	if info.Split != s.split {
		return &ShardError{info, fmt.Sprintf("a shard of the %s set", s.split), fmt.Sprintf("one of the %s set", info.Split), "add it to the other set"}
	}
	if len(payload) != info.PayloadBytes {
		return &ShardError{info, fmt.Sprintf("%d bytes after inflating", info.PayloadBytes), fmt.Sprintf("%d: it is missing or cut", len(payload)), fetchAgain}
	}
	sum := sha256.Sum256(payload)
	if got := hex.EncodeToString(sum[:]); got != info.PayloadSHA256 {
		return &ShardError{info, "SHA-256 " + info.PayloadSHA256, got + ": it was altered on the way or is of another build", fetchAgain}
	}
	shard, err := DecodeShard(payload, info.Count)
	if err != nil {
		return &ShardError{info, "labels, runs and ink that fit", err.Error(), "pack the data again"}
	}
	shard.Expand(func(k int) []byte { return s.Pixels(info.Index(k)) })
	for k := range shard.Count {
		i := info.Index(k)
		s.labels[i] = shard.Label(k)
		if !s.has[i] {
			s.has[i] = true
			s.arrived++
		}
	}
	return nil
}

// Split returns the split of the set.
func (s *Set) Split() Split { return s.split }

// Len returns the number of images of the whole split.
func (s *Set) Len() int { return len(s.labels) }

// Arrived returns the number of images that have arrived.
func (s *Set) Arrived() int { return s.arrived }

// Has reports whether image i has arrived.
func (s *Set) Has(i int) bool { return i >= 0 && i < len(s.has) && s.has[i] }

// HasAll reports whether all these images have arrived.
func (s *Set) HasAll(indices []int32) bool {
	for _, i := range indices {
		if !s.Has(int(i)) {
			return false
		}
	}
	return true
}

// Label returns the label of image i, which must have arrived.
func (s *Set) Label(i int) uint8 { return s.labels[i] }

// Pixels returns the bytes of image i as a view. They are 0 until it has arrived.
func (s *Set) Pixels(i int) []byte { return s.pixels[i*Pixels : (i+1)*Pixels : (i+1)*Pixels] }

// Gather writes a batch: x[k] = pixels[indices[k]]/255, rows of Pixels values, and
// labels[k]. x has len(indices)*Pixels values; labels has len(indices) or is nil.
// All images must have arrived (see HasAll).
func (s *Set) Gather(indices []int32, x []float32, labels []uint8) {
	if len(x) != len(indices)*Pixels || labels != nil && len(labels) != len(indices) {
		panic("dataset: Gather needs x and labels of the batch's size")
	}
	for k, i := range indices {
		if !s.has[i] {
			panic("dataset: Gather needs images that have arrived")
		}
		row := x[k*Pixels : (k+1)*Pixels]
		kernel.Normalise(s.Pixels(int(i)), row)
		if labels != nil {
			labels[k] = s.labels[i]
		}
	}
}
