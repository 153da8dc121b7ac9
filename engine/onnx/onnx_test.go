package onnx_test

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"convlab/engine/onnx"
	"convlab/engine/spec"
)

var write = flag.String("write", "", "write all networks and their images into this `folder`, for testdata/judge.py")

// verdict is the output of onnxruntime for a file. testdata/judge.py wrote it.
type verdict struct {
	SHA256     string
	Millionths []int // probabilities, images x classes, rounded
}

// Encode writes the files that onnxruntime was run on, byte for byte, and the
// engine's probabilities are onnxruntime's to 1e-5.
func TestOnnxruntimeReadsTheSameNetwork(t *testing.T) {
	judged := verdicts(t)
	list := networks(t)
	if len(judged) != len(list) {
		t.Errorf("%d networks were judged, there are %d", len(judged), len(list))
	}
	worst := 0.0
	for _, n := range list {
		t.Run(n.name, func(t *testing.T) {
			file, err := onnx.Encode(n.model, n.weights, map[string]string{"network": n.name})
			if err != nil {
				t.Fatal(err)
			}
			if *write != "" {
				n.write(t, file)
			}
			v := judged[n.name]
			if sum := sha256.Sum256(file); hex.EncodeToString(sum[:]) != v.SHA256 {
				t.Fatalf("the file is not the one that onnxruntime judged: see testdata/judge.py for how to have it judged again")
			}
			got := n.predict(t)
			if len(v.Millionths) != len(got) {
				t.Fatalf("%d probabilities were judged, there are %d", len(v.Millionths), len(got))
			}
			for i, p := range got {
				off := math.Abs(float64(p) - float64(v.Millionths[i])/1e6)
				if worst = max(worst, off); off > 1e-5 {
					t.Fatalf("image %d, class %d: the engine says %v, onnxruntime %v", i/spec.Classes, i%spec.Classes, p, float64(v.Millionths[i])/1e6)
				}
			}
		})
	}
	t.Logf("largest difference %.1e, of which rounding to millionths may be 5e-7", worst)
}

func verdicts(t *testing.T) map[string]verdict {
	t.Helper()
	f, err := os.Open("testdata/verdicts.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var judged map[string]verdict
	if err := json.NewDecoder(z).Decode(&judged); err != nil {
		t.Fatal(err)
	}
	return judged
}

// write stores the file and the images, as NCHW float32, for judge.py.
func (n network) write(t *testing.T, file []byte) {
	t.Helper()
	var images []byte
	in := n.model.Input
	for k := range imageCount {
		for c := range in.C {
			for p := range in.H * in.W {
				images = binary.LittleEndian.AppendUint32(images, math.Float32bits(n.images[(k*in.H*in.W+p)*in.C+c]))
			}
		}
	}
	for ending, data := range map[string][]byte{".onnx": file, ".images": images} {
		if err := os.WriteFile(filepath.Join(*write, n.name+ending), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// windows has every window that spec allows.
func TestEveryWindowIsJudged(t *testing.T) {
	seen := map[spec.Layer]bool{}
	for _, m := range windows() {
		for _, l := range m.Layers {
			switch l := l.(type) {
			case spec.Conv2D:
				l.Activation = ""
				seen[l] = true
			case spec.MaxPooling2D, spec.AveragePooling2D:
				seen[l] = true
			}
		}
	}
	const convolutions = spec.MaxKernelSize * spec.MaxStrides * 2
	const pools = 2 * (spec.MaxPoolSize - spec.MinPoolSize + 1) * spec.MaxStrides * 2
	if len(seen) != convolutions+pools {
		t.Errorf("%d windows, want %d and %d", len(seen), convolutions, pools)
	}
}

func TestEveryKindOfLayerIsJudged(t *testing.T) {
	seen := map[string]bool{}
	for _, n := range networks(t) {
		for _, l := range n.model.Layers {
			seen[l.Kind()] = true
		}
	}
	for _, l := range spec.Kinds() {
		if !seen[l.Kind()] {
			t.Errorf("onnxruntime has judged no network with %s: add one to networks, and see testdata for how to have it judged", l.Kind())
		}
	}
}

func TestEncodeRefusals(t *testing.T) {
	m := spec.NoteDense()
	good := make([]float32, 407050) // the note's count
	infinite := slices.Clone(good)
	infinite[7] = float32(math.Inf(1))
	if _, err := onnx.Encode(m, good[1:], nil); err == nil || !strings.Contains(err.Error(), "expected 407050 weights, received 407049") {
		t.Errorf("a weight missing: %v", err)
	}
	if _, err := onnx.Encode(m, infinite, nil); err == nil || !strings.Contains(err.Error(), "received +Inf at 7") {
		t.Errorf("an infinite weight: %v", err)
	}
	var refusal *spec.Error
	if _, err := onnx.Encode(spec.Model{}, nil, nil); !errors.As(err, &refusal) {
		t.Errorf("no layers: %v", err)
	}
}

// Go iterates over the map of metadata in random order.
func TestEqualNetworksGiveEqualBytes(t *testing.T) {
	m := windows()[0]
	notes := map[string]string{"a": "1", "b": "2", "c": "3", "d": "4", "e": "5"}
	first, err := onnx.Encode(m, weights(t, m), notes)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if again, err := onnx.Encode(m, weights(t, m), notes); err != nil || !slices.Equal(first, again) {
			t.Fatalf("other bytes (error %v)", err)
		}
	}
}
