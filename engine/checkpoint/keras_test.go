package checkpoint_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"os"
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/kernel"
	"convlab/engine/spec"

	"gonum.org/v1/gonum/blas/blas32"
)

func TestMain(m *testing.M) {
	blas32.Use(kernel.BLAS{})
	os.Exit(m.Run())
}

const (
	judged     = "../testdata/keras-weights/" // judge.py there ran Keras
	imageCount = 100                          // of the first test images, on which Keras was run
)

// verdict is the output of Keras for a network.
type verdict struct {
	Texts      map[string]string // SHA-256 of the programs that were run
	Millionths []int             // probabilities, images x classes, rounded
}

// Weights saved here and loaded by Keras with the program that the page shows, and
// the other way round, give the same probabilities to 1e-5.
func TestKerasReadsTheSameNetwork(t *testing.T) {
	var verdicts map[string]verdict
	if err := json.Unmarshal(read(t, judged+"verdicts.json"), &verdicts); err != nil {
		t.Fatal(err)
	}
	images := testImages(t)
	for name, folder := range map[string]string{
		"dense":      "../../assets/pretrained/", // loaded by Keras
		"convnet":    "../../assets/pretrained/",
		"everything": judged, // trained and saved by Keras
		"small":      judged,
	} {
		t.Run(name, func(t *testing.T) {
			v := verdicts[name]
			if len(v.Texts) != 2 {
				t.Errorf("%d programs were run, want the network's and the one for its weights", len(v.Texts))
			}
			for text, hash := range v.Texts {
				if sum := sha256.Sum256(read(t, "../spec/testdata/keras_"+text+".py")); hex.EncodeToString(sum[:]) != hash {
					t.Errorf("keras_%s.py is not the one that Keras ran: see %sjudge.py for how to have it judged again", text, judged)
				}
			}
			r, err := checkpoint.Load(read(t, folder+name+".safetensors"))
			if err != nil {
				t.Fatal(err)
			}
			got := predict(t, r, images)
			if len(v.Millionths) != len(got) {
				t.Fatalf("%d probabilities were judged, there are %d", len(v.Millionths), len(got))
			}
			worst := 0.0
			for i, p := range got {
				off := math.Abs(float64(p) - float64(v.Millionths[i])/1e6)
				if worst = max(worst, off); off > 1e-5 {
					t.Fatalf("image %d, class %d: the engine says %v, Keras %v", i/spec.Classes, i%spec.Classes, p, float64(v.Millionths[i])/1e6)
				}
			}
			t.Logf("largest difference %.1e, of which rounding to millionths may be 5e-7", worst)
		})
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func testImages(t *testing.T) engine.Batch {
	t.Helper()
	x, err := original.FirstTestImages(imageCount)
	if err != nil {
		t.Fatal(err)
	}
	return engine.Batch{Rows: imageCount, Cols: dataset.Pixels, Stride: dataset.Pixels, Data: x}
}

// predict returns the probabilities that the engine computes.
func predict(t *testing.T, r checkpoint.Run, x engine.Batch) []float32 {
	t.Helper()
	net, err := engine.New(r.Model, r.Training.Seed)
	if err != nil {
		t.Fatal(err)
	}
	copy(net.Weights(), r.Weights)
	return net.Forward(x, engine.Pass{}).Data
}
