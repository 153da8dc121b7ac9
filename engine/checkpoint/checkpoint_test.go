package checkpoint

import (
	"bytes"
	"encoding/json"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// half returns the note's convnet in the middle of its third epoch, with invented
// numbers, four strokes and two points of curves.
func half(optimizer string) Checkpoint {
	t := spec.Note(64)
	t.Optimizer = optimizer
	if optimizer == spec.SGD {
		t.Momentum = 0.9
	}
	c := Checkpoint{
		Model: spec.NoteConvnet(), Training: t,
		Weights: uniform(93322, -0.5), // the note's count
		Progress: Progress{
			Epoch: 2, Step: 400, LearningRate: 0.0005, Seconds: 61.5, Accuracy: 0.986, Tested: 10000,
			Saved: 1_750_000_000_000,
		},
		History: []Score{
			{Epoch: 0.5, Seconds: 3, Loss: 0.25, Accuracy: 0.875, Count: 1600},
			{Test: true, Epoch: 1, Seconds: 6, Loss: 0.125, Accuracy: 0.96875, Count: 10000},
		},
		Drawing: drawing.Drawing{Strokes: []drawing.Stroke{
			{Width: 0.08, Points: []drawing.Point{{X: 0.1, Y: 1.0 / 3, Pressure: 0.7}, {X: 0.2, Y: 0.3}}},
			{Width: 0.2, Eraser: true, Points: []drawing.Point{{X: -0.1, Y: 1.1}}},
			{Width: 0.2, Eraser: true, Joined: true, Points: []drawing.Point{{X: 1, Y: 0.5}}}, // the eraser re-entered the pad
			{Width: 0.1}, // the pen is down and has not moved
		}},
		Page: json.RawMessage(`{"speed":"slow","note":"größer & <kleiner> \"sha256\":\"0\""}`),
	}
	for _, s := range slots(t, len(c.Weights), 2276) {
		values := uniform(s.size, float32(max(s.low, -0.5)))
		if s.whole {
			values = []float32{2276} // 2 epochs of 938 steps, and 400
		}
		c.State = append(c.State, values)
	}
	return c
}

// uniform returns n numbers from least to least + 1.
func uniform(n int, least float32) []float32 {
	r := rand.New(rand.NewPCG(1, 2))
	values := make([]float32, n)
	for i := range values {
		values[i] = r.Float32() + least
	}
	return values
}

func saveHalf(t testing.TB, optimizer string) []byte {
	t.Helper()
	data, err := SaveCheckpoint(half(optimizer))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestCheckpointSurvives(t *testing.T) {
	for _, optimizer := range []string{spec.RMSprop, spec.SGD, spec.Adam} {
		data := saveHalf(t, optimizer)
		got, err := LoadCheckpoint(data)
		if err != nil || !reflect.DeepEqual(got, half(optimizer)) {
			t.Errorf("%s: the checkpoint came back changed (error %v)", optimizer, err)
		}
		if again, err := SaveCheckpoint(got); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%s: the same checkpoint saves to other bytes (error %v)", optimizer, err)
		}
	}
}

// edge.safetensors was saved by a build that moved ink outside of the pad to its
// edge and did not know gestures. It opens unchanged and is saved to the same bytes.
func TestADrawingAlongTheEdgeKeepsItsBits(t *testing.T) {
	data, err := os.ReadFile("testdata/edge.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	c, err := LoadCheckpoint(data)
	if err != nil {
		t.Fatal(err)
	}
	d := c.Drawing
	if len(d.Strokes) != 2 || len(d.Joined()) != 0 || d.Strokes[0].Points[4].Y != 1 || d.Strokes[1].Points[2].X != 0 {
		t.Errorf("opened %+v, want a stroke along the bottom and an eraser along the left", d)
	}
	var r drawing.Raster
	r.Redraw(d)
	if got := crc32.ChecksumIEEE(r.Pix[:]); got != 0xe9a0b94d { // of that build's raster
		t.Errorf("the ink has the checksum %08x", got)
	}
	if again, err := SaveCheckpoint(c); err != nil || !bytes.Equal(again, data) {
		t.Errorf("saved to other bytes, error %v", err)
	}
}

// A checkpoint before the first step, with an empty pad, no curves, and an
// optimiser without state.
func TestEmptyCheckpointSurvives(t *testing.T) {
	c := Checkpoint{
		Model: spec.NoteDense(), Training: spec.Note(64), Weights: make([]float32, 407050),
		Progress: Progress{LearningRate: 0.1},
	}
	c.Training.Optimizer = spec.SGD
	data, err := SaveCheckpoint(c)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := LoadCheckpoint(data); err != nil || !reflect.DeepEqual(got, c) {
		t.Errorf("got %+v, %v", got.Progress, err)
	}
}

// largest returns a checkpoint of the largest network that spec accepts, with
// Adam, whose state is twice the weights.
func largest() Checkpoint {
	// 784 to 4,096 to 238 to 10 units: 4,192,964 weights.
	c := Checkpoint{Model: spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{},
		spec.Dense{Units: 4096, Activation: spec.ReLU},
		spec.Dense{Units: 238, Activation: spec.ReLU},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}, Training: spec.Note(64), Progress: Progress{LearningRate: 0.001}}
	c.Training.Optimizer = spec.Adam
	const n = 785*4096 + 4097*238 + 239*10
	c.Weights = make([]float32, n)
	c.State = [][]float32{make([]float32, n), make([]float32, n), {0}}
	c.State[1][n-1] = 7
	return c
}

// The file has 48 of 64 MiB. Its numbers are read without a second copy, and not
// allocated if a bit of it is wrong.
func TestLargestCheckpointFits(t *testing.T) {
	data, err := SaveCheckpoint(largest())
	if err != nil {
		t.Fatal(err)
	}
	load := func() (Checkpoint, uint64, error) {
		var from, to runtime.MemStats
		runtime.ReadMemStats(&from)
		c, err := LoadCheckpoint(data)
		runtime.ReadMemStats(&to)
		return c, to.TotalAlloc - from.TotalAlloc, err
	}
	got, allocated, err := load()
	if n := len(got.Weights); err != nil || n != len(largest().Weights) || got.State[1][n-1] != 7 || len(got.State[0]) != n {
		t.Errorf("it came back changed (error %v)", err)
	}
	if allocated > 50<<20 {
		t.Errorf("allocates %d bytes for one of %d", allocated, len(data))
	}
	data[len(data)-1] ^= 1
	if _, allocated, err = load(); err == nil || !strings.Contains(err.Error(), "the file was damaged") || allocated > 1<<20 {
		t.Errorf("with a bit flipped: allocates %d bytes, error %v", allocated, err)
	}
}

func TestCheckpointKeepsTheLastScores(t *testing.T) {
	c := half(spec.RMSprop)
	c.History = make([]Score, MaxScores+3)
	for i := range c.History {
		c.History[i].Count = i
	}
	data, err := SaveCheckpoint(c)
	if err != nil {
		t.Fatal(err)
	}
	got, err := LoadCheckpoint(data)
	if err != nil || len(got.History) != MaxScores || got.History[0].Count != 3 {
		t.Errorf("%d points (error %v), want the last %d", len(got.History), err, MaxScores)
	}
}

// Every bit is covered by the hash or by the checks before it.
func TestEveryFlippedBitIsFound(t *testing.T) {
	data := saveHalf(t, spec.SGD)
	r := rand.New(rand.NewPCG(5, 6))
	for k := range 200 {
		at := r.IntN(len(data))
		if k%2 == 0 {
			at = r.IntN(4096) // the header, where it does most
		}
		bad := bytes.Clone(data)
		bad[at] ^= 1 << r.IntN(8)
		if c, err := LoadCheckpoint(bad); err == nil || !reflect.DeepEqual(c, Checkpoint{}) {
			t.Fatalf("byte %d of %d flipped from %q to %q was not detected", at, len(data), data[at], bad[at])
		}
	}
}

func TestSaveCheckpointRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Checkpoint)
		says   string
	}{
		"no model":             {func(c *Checkpoint) { c.Model = spec.Model{} }, "0 layers"},
		"a weight too few":     {func(c *Checkpoint) { c.Weights = c.Weights[1:] }, "expected 93322 weights, received 93321"},
		"a NaN for a weight":   {func(c *Checkpoint) { c.Weights[3] = float32(math.NaN()) }, "finite numbers, received NaN at 3"},
		"no state":             {func(c *Checkpoint) { c.State = nil }, "expected 3 vectors of the optimiser's state, received 0"},
		"a state too short":    {func(c *Checkpoint) { c.State[1] = c.State[1][1:] }, "expected 93322 numbers in the optimiser's velocity, received 93321"},
		"a square below 0":     {func(c *Checkpoint) { c.State[1][2] = -1 }, "the optimiser's velocity, received -1 at 2"},
		"a place out of reach": {func(c *Checkpoint) { c.Progress.Step = 938 }, "received epoch 2, step 938"},
		"more than are tested": {func(c *Checkpoint) { c.Progress.Tested = 10001 }, "0 to 10000 test images, received one on 10001"},
		"a drawing too large":  {func(c *Checkpoint) { c.Drawing.Strokes = make([]drawing.Stroke, 201) }, "at most 200 strokes"},
		"NaN for seconds":      {func(c *Checkpoint) { c.Progress.Seconds = math.NaN() }, "0 to 1000000000 seconds of training, received NaN"},
		"a page not JSON":      {func(c *Checkpoint) { c.Page = json.RawMessage("{") }, "JSON for the page"},
	} {
		changed := half(spec.Adam)
		c.change(&changed)
		if _, err := SaveCheckpoint(changed); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, which does not say %q", name, err, c.says)
		}
	}
}
