package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/drawing"
	"convlab/engine/picture/decode"
)

// shares are how much of a picture's side the digit takes.
var shares = []float64{1, 1. / 2, 1. / 3, 1. / 5}

// reads says whether the network reads the digit on a picture. A refusal does
// not count.
func reads(net *engine.Sequential, file []byte, label uint8) bool {
	raster, err := decode.Read(file)
	if err != nil {
		return false
	}
	p := new(drawing.Preparer).Prepare(raster, drawing.AllSteps())
	x := engine.Batch{Rows: 1, Cols: drawing.Pixels, Stride: drawing.Pixels, Data: p.Pixels[:]}
	var out bytes.Buffer
	report(net.Forward(x, engine.Pass{}).Data, &out)
	return bytes.HasSuffix(out.Bytes(), []byte{'r', 'e', 'a', 'd', 's', ' ', '0' + label, '\n'})
}

// score counts digits that are read.
type score struct{ read, of int }

func (s score) share() float64 { return float64(s.read) / float64(s.of) }

// Of the digits that the shipped network reads clean, at that size, it must
// read as many as kinds says of every kind, and 97 % over all. Each of 200
// digits is shown once as each kind; the sizes take turns, so that each of a
// kind has 50. The reader's constants were chosen with other digits.
func TestPicturesAreReadAsPeopleMakeThem(t *testing.T) {
	dir, err := original.Dir()
	if err != nil {
		t.Fatal(err)
	}
	test, err := original.LoadSet(dir, dataset.Test)
	if err != nil {
		t.Fatal(err)
	}
	table := make([][4]score, len(kinds))
	t.Run("sizes", func(t *testing.T) {
		for size := range shares {
			t.Run(fmt.Sprintf("%.2f", shares[size]), func(t *testing.T) {
				t.Parallel()
				for kind, s := range readOfSize(t, test, size) {
					table[kind][size] = s
				}
			})
		}
	})
	var all score
	for k, kind := range kinds {
		var sum score
		for _, s := range table[k] {
			sum.read, sum.of = sum.read+s.read, sum.of+s.of
		}
		t.Logf("%-22s%4d of %d, %5.1f %%; by size %v", kind.name, sum.read, sum.of, 100*sum.share(), table[k])
		if sum.share() < kind.least {
			t.Errorf("%s: %d of %d, want %.0f %%", kind.name, sum.read, sum.of, 100*kind.least)
		}
		if k > 0 {
			all.read, all.of = all.read+sum.read, all.of+sum.of
		}
	}
	t.Logf("%-22s%4d of %d, %5.1f %%", "all but clean", all.read, all.of, 100*all.share())
	if all.share() < 0.97 {
		t.Errorf("%d of %d are read, want 97 %%", all.read, all.of)
	}
}

// readOfSize counts, for each kind, the pictures of one size that are read.
func readOfSize(t *testing.T, test *dataset.Set, size int) []score {
	net, err := loadNetwork(shipped)
	if err != nil {
		t.Fatal(err)
	}
	scores := make([]score, len(kinds))
	for n := range 200 {
		index, side := n*50, 140
		if n/4%4 == 3 {
			side = 210
		}
		show := func(kind int) bool {
			v := variant{picture: test.Pixels(index), share: shares[size], side: side, Rand: rand.New(rand.NewPCG(uint64(index), uint64(kind)))}
			v.box = inkBox(v.picture)
			return reads(net, kinds[kind].file(v), test.Label(index))
		}
		clean := show(0)
		scores[0].add(clean)
		for kind := 1; clean && kind < len(kinds); kind++ {
			if (n+kind)%len(shares) == size {
				scores[kind].add(show(kind))
			}
		}
	}
	return scores
}

func (s *score) add(read bool) {
	s.of++
	if read {
		s.read++
	}
}
