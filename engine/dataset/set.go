package dataset

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"convlab/engine/kernel"
)

// A Set is one split of MNIST as far as it has arrived: pixels as bytes (47 MB
// for the training set; float32 would be 188 MB) and labels.
type Set struct {
	split   Split
	pixels  []byte
	labels  []uint8
	has     []bool
	arrived int
}

// NewSet returns an empty set for all pictures of the split.
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

// SetOf returns a complete set that keeps pixels and labels as its own.
func SetOf(split Split, pixels []byte, labels []uint8) (*Set, error) {
	if n := split.Size(); n == 0 || len(labels) != n || len(pixels) != n*Pixels {
		return nil, fmt.Errorf("dataset: expected %d labels and %d pixel bytes for set %q, received %d and %d",
			n, n*Pixels, split, len(labels), len(pixels))
	}
	return newSet(split, pixels, labels).complete(), nil
}

// Rows returns a complete set of pictures that were cut out of another one, of
// no split. It is a view: pixels and labels may be overwritten between two
// Gathers.
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

// Add takes a shard over, in any order. Length, hash, labels and runs are
// checked first: after an error the set is as it was. A shard that is there
// already is checked and changes nothing. The error is a *ShardError.
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

// Split returns which half of MNIST the set is.
func (s *Set) Split() Split { return s.split }

// Len returns the number of pictures of the whole split.
func (s *Set) Len() int { return len(s.labels) }

// Arrived returns how many pictures are there.
func (s *Set) Arrived() int { return s.arrived }

// Has reports whether picture i is there.
func (s *Set) Has(i int) bool { return i >= 0 && i < len(s.has) && s.has[i] }

// HasAll reports whether all these pictures are there.
func (s *Set) HasAll(indices []int32) bool {
	for _, i := range indices {
		if !s.Has(int(i)) {
			return false
		}
	}
	return true
}

// Label returns the label of picture i, which must be there.
func (s *Set) Label(i int) uint8 { return s.labels[i] }

// Pixels returns the bytes of picture i as a view; they are 0 until it is there.
func (s *Set) Pixels(i int) []byte { return s.pixels[i*Pixels : (i+1)*Pixels : (i+1)*Pixels] }

// Gather writes a batch: x[k] = pixels[indices[k]]/255, rows of Pixels values,
// and labels[k]. x has len(indices)*Pixels values, labels has len(indices) or
// is nil. All pictures must be there (see HasAll).
func (s *Set) Gather(indices []int32, x []float32, labels []uint8) {
	if len(x) != len(indices)*Pixels || labels != nil && len(labels) != len(indices) {
		panic("dataset: Gather needs x and labels of the batch's size")
	}
	for k, i := range indices {
		if !s.has[i] {
			panic("dataset: Gather needs pictures that have arrived")
		}
		row := x[k*Pixels : (k+1)*Pixels]
		kernel.Unit(s.Pixels(int(i)), row)
		if labels != nil {
			labels[k] = s.labels[i]
		}
	}
}
