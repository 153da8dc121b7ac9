package dataset_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"strings"
	"testing"

	"convlab/engine/dataset"
)

// stride returns a shard of 20 test images: 3 of every 7 from 100 on.
func stride(t *testing.T) (info dataset.ShardInfo, payload []byte) {
	t.Helper()
	labels, pixels := samples(20)
	payload = encode(t, labels, pixels)
	sum := sha256.Sum256(payload)
	return dataset.ShardInfo{
		Subset:    dataset.Subset{Name: "some", Split: dataset.Test, First: 100, Take: 3, Stride: 7, Count: 20},
		File:      "some.bin",
		FileBytes: 1, PayloadBytes: len(payload), PayloadSHA256: hex.EncodeToString(sum[:]),
	}, payload
}

func TestAddPutsImagesWhereTheyBelong(t *testing.T) {
	info, payload := stride(t)
	labels, pixels := samples(20)
	s := dataset.NewSet(dataset.Test)
	for range 2 { // the second time changes nothing
		if err := s.Add(info, payload); err != nil {
			t.Fatal(err)
		}
		if s.Arrived() != 20 || s.Len() != 10_000 {
			t.Fatalf("%d of %d arrived, want 20 of 10000", s.Arrived(), s.Len())
		}
	}
	// By hand: images 0 to 5 go to 100, 101, 102, 107, 108, 109.
	for k, i := range []int{100, 101, 102, 107, 108, 109} {
		if !s.Has(i) || s.Label(i) != labels[k] || !bytes.Equal(s.Pixels(i), pixels[k*dataset.Pixels:(k+1)*dataset.Pixels]) {
			t.Errorf("image %d of the shard is not image %d of the set", k, i)
		}
	}
	if s.Has(99) || s.Has(103) || s.Has(-1) || s.Has(10_000) {
		t.Error("the set has images that have not arrived")
	}
	if !s.HasAll([]int32{100, 107}) || s.HasAll([]int32{100, 103}) {
		t.Error("HasAll must check all of them")
	}
}

func TestAddNamesTheShardAndLeavesTheSetAlone(t *testing.T) {
	info, payload := stride(t)
	altered := bytes.Clone(payload)
	altered[len(altered)-1] ^= 1
	nonsense := []byte{0xff}
	sum := sha256.Sum256(nonsense)
	lying := info
	lying.PayloadBytes, lying.PayloadSHA256 = 1, hex.EncodeToString(sum[:])
	far := info
	far.First = 9_999
	train := info
	train.Split = dataset.Train
	tests := []struct {
		name    string
		info    dataset.ShardInfo
		payload []byte
		want    []string
	}{
		{"missing", info, nil, []string{"bytes after inflating", "received 0", "fetch it again"}},
		{"cut", info, payload[:len(payload)-1], []string{"bytes after inflating", "cut", "fetch it again"}},
		{"altered", info, altered, []string{info.PayloadSHA256, "altered", "fetch it again"}},
		{"hash of nonsense", lying, nonsense, []string{"labels", "pack the data again"}},
		{"outside the set", far, payload, []string{"within 0 to 9999"}},
		{"other set", train, payload, []string{"a shard of the test set", "one of the train set"}},
	}
	s := dataset.NewSet(dataset.Test)
	for _, tt := range tests {
		err := s.Add(tt.info, tt.payload)
		var shard *dataset.ShardError
		if !errors.As(err, &shard) {
			t.Errorf("%s: error %v, want a *ShardError", tt.name, err)
			continue
		}
		for _, want := range append(tt.want, "shard some (some.bin): expected ") {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error %q, want one with %q", tt.name, err, want)
			}
		}
		if s.Arrived() != 0 || !bytes.Equal(s.Pixels(101), make([]byte, dataset.Pixels)) {
			t.Errorf("%s: the set has changed", tt.name)
		}
	}
	if err := dataset.Missing(info, fs.ErrNotExist); !strings.Contains(err.Error(), "shard some (some.bin): expected the file, received none (file does not exist)") {
		t.Errorf("Missing = %q", err)
	}
}

func TestGatherDividesBy255(t *testing.T) {
	info, payload := stride(t)
	s := dataset.NewSet(dataset.Test)
	if err := s.Add(info, payload); err != nil {
		t.Fatal(err)
	}
	indices := []int32{107, 101, 101} // in any order, with repetitions
	x := make([]float32, len(indices)*dataset.Pixels)
	labels := make([]uint8, len(indices))
	s.Gather(indices, x, labels)
	for k, i := range indices {
		if labels[k] != s.Label(int(i)) {
			t.Errorf("label %d = %d", k, labels[k])
		}
		for j, b := range s.Pixels(int(i)) {
			if got, want := x[k*dataset.Pixels+j], float32(b)/255; got != want {
				t.Fatalf("x[%d][%d] = %v, want %v", k, j, got, want)
			}
		}
	}
	if n := testing.AllocsPerRun(10, func() { s.Gather(indices, x, nil) }); n != 0 {
		t.Errorf("Gather allocates %v times", n)
	}
}

// Otherwise training would use blank images.
func TestGatherRefusesMissingImages(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Gather accepted an image that has not arrived")
		}
	}()
	dataset.NewSet(dataset.Test).Gather([]int32{0}, make([]float32, dataset.Pixels), nil)
}

// Wrong lengths are mistakes of the program, not of the data.
func TestWrongLengthsPanic(t *testing.T) {
	x := make([]float32, dataset.Pixels)
	for name, call := range map[string]func(){
		"a set of no split":            func() { dataset.NewSet("") },
		"rows with a label too many":   func() { dataset.Rows(make([]byte, dataset.Pixels), make([]uint8, 2)) },
		"a batch without room":         func() { dataset.NewSet(dataset.Test).Gather([]int32{0, 1}, x, nil) },
		"a batch with a label too few": func() { dataset.NewSet(dataset.Test).Gather([]int32{0}, x, []uint8{}) },
		"a shift out of the image":     func() { dataset.Shift(nil, dataset.Side, x) },
		"a shift of negative pixels":   func() { dataset.Shift(nil, -1, x) },
		"a shift of part of an image":  func() { dataset.Shift(nil, 1, x[1:]) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if said, ok := recover().(string); !ok || !strings.HasPrefix(said, "dataset: ") {
					t.Errorf("recovered %v, want a panic that says what is needed", said)
				}
			}()
			call()
		})
	}
}

func TestSetOfWantsTheWholeSplit(t *testing.T) {
	if _, err := dataset.SetOf(dataset.Test, make([]byte, 784), make([]uint8, 1)); !strings.Contains(errorText(err), "expected 10000 labels") {
		t.Errorf("error %v", err)
	}
}

func TestRowsAreAView(t *testing.T) {
	pixels, labels := make([]byte, 3*dataset.Pixels), []uint8{7, 2, 9}
	for i := range pixels {
		pixels[i] = byte(i)
	}
	set := dataset.Rows(pixels, labels)
	if !set.HasAll([]int32{0, 1, 2}) || set.Has(3) || set.Len() != 3 || set.Arrived() != 3 {
		t.Fatalf("%d of %d images have arrived, want 3 of 3", set.Arrived(), set.Len())
	}
	x, got := make([]float32, 2*dataset.Pixels), make([]uint8, 2)
	pixels[2*dataset.Pixels] = 51 // written after the call of Rows
	set.Gather([]int32{2, 0}, x, got)
	if got[0] != 9 || got[1] != 7 || x[0] != 51.0/255 || x[dataset.Pixels+255] != 1 {
		t.Errorf("got labels %v, pixels %v and %v", got, x[0], x[dataset.Pixels+255])
	}
}
