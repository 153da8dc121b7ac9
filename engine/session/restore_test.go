package session_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// The file is what Keras wrote with the lines that the page shows: the weights
// are taken over, and a training goes on from them.
func TestAModelFromKerasIsTrainedOn(t *testing.T) {
	data, err := os.ReadFile("../testdata/keras-weights/small.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	run, err := checkpoint.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	r := restored(t, data)
	a, n := last[wire.Restored](r), last[wire.Network](r)
	if a.Format != wire.FormatModel || len(a.Drawing.Strokes) > 0 || a.Page != nil || a.Time != 0 {
		t.Errorf("the answer is %+v", a)
	}
	if !n.Model.Same(run.Model) || n.Origin != wire.Yours || n.Tested != 0 || n.Epoch != run.Results.Epochs {
		t.Errorf("the network is %+v", n)
	}
	if s := last[wire.Scores](r); !s.First || len(s.Points) > 0 {
		t.Errorf("the curves are %+v", s)
	}
	r.wantPhase(wire.Idle)

	training := run.Training
	training.Examples, training.Epochs, training.LearningRate = 1000, 1, training.LearningRate/8
	r.do(wire.Open{Model: run.Model, Training: training}) // gentler, for the same weights
	if got := last[wire.Network](r).Checksum; got != n.Checksum {
		t.Error("another rate has changed the weights")
	}
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantPhase(wire.Finished)
	net := r.View().Snapshot()
	copy(net.Weights(), run.Weights)
	set := trainingSet(t, "train-00000")
	trainer, err := engine.NewTrainer(net, set, training, engine.NewLocal(net, set, training))
	if err != nil {
		t.Fatal(err)
	}
	for !trainer.Done() {
		if _, err := trainer.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	tuned := last[wire.Network](r).Checksum
	if want := checksum(net.Weights()); tuned != want {
		t.Errorf("trained on it ends at %s, want %s as from the file's weights", tuned, want)
	}
	r.do(wire.Reset{}, wire.Train{Until: wire.UntilEnd})
	if last[wire.Network](r).Checksum == tuned {
		t.Error("a reset brings the file's weights back")
	}
}

// hostile lists files that are none, or want to hurt. The first of them are
// trust's list; behind those are sound files that this program has no use for.
func hostile(t testing.TB) map[string][]byte {
	t.Helper()
	sound := func() []byte {
		r := opened(t, short())
		r.do(wire.Train{Until: wire.UntilStep})
		return r.save(wire.FormatCheckpoint).Bytes
	}()
	raw := func(header string, body ...byte) []byte {
		return append(append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...), body...)
	}
	array := func(name, shape string, from, to int) string {
		return fmt.Sprintf(`%q:{"dtype":"F32","shape":%s,"data_offsets":[%d,%d]}`, name, shape, from, to)
	}
	var thousand []string
	for i := range 1000 {
		thousand = append(thousand, array(fmt.Sprint(i), "[1]", 4*i, 4*i+4))
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(sound); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	changed := func(at int, to ...byte) []byte {
		b := bytes.Clone(sound)
		copy(b[(at+len(b))%len(b):], to)
		return b
	}
	nan := binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32(math.NaN())))
	model := func(m spec.Model, weights int) []byte {
		data, err := checkpoint.Save(checkpoint.Run{Model: m, Training: short(), Weights: make([]float32, weights)}, safetensors.F32)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	c, err := checkpoint.LoadCheckpoint(sound)
	if err != nil {
		t.Fatal(err)
	}
	c.Progress.Source = "the future"
	future, err := checkpoint.SaveCheckpoint(c)
	if err != nil {
		t.Fatal(err)
	}
	// The largest network there may be, 4,192,964 weights, with Adam: 48 MiB.
	const most = 785*4096 + 4097*238 + 239*10
	c.Model, c.Weights = small(4096), make([]float32, most)
	c.Model.Layers = slices.Insert(c.Model.Layers, 2, spec.Layer(spec.Dense{Units: 238, Activation: spec.ReLU}))
	c.Training.Optimizer, c.Training.Momentum, c.Training.Nesterov = spec.Adam, 0, false
	c.State = [][]float32{make([]float32, most), make([]float32, most), {0}}
	futureLarge, err := checkpoint.SaveCheckpoint(c)
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(futureLarge)
	damaged[len(damaged)-1] ^= 1
	var keys []string
	for i := range 100_000 {
		keys = append(keys, fmt.Sprintf(`"%x":""`, i))
	}
	million, numbers := strings.Repeat("9", 1_000_000), "["+strings.Repeat("1,", 500_000)+"1]"
	single := small(16)
	single.Input = spec.Shape{H: 1, W: 1, C: 1}
	return map[string][]byte{
		"empty":                     nil,
		"a wrong length":            changed(0, 0xff, 0xff, 0xff, 0xff),
		"a length that wraps":       changed(0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
		"cut":                       sound[:len(sound)-1],
		"cut in its header":         sound[:100],
		"something behind it":       append(bytes.Clone(sound), 0),
		"a bit flipped":             changed(-1, sound[len(sound)-1]^1),
		"NaN":                       changed(-4, nan...),
		"a NaN, and no hash":        raw("{"+array("a", "[1]", 0, 4)+"}", nan...),
		"overlapping ranges":        raw("{"+array("a", "[1]", 0, 4)+","+array("b", "[1]", 2, 6)+"}", make([]byte, 6)...),
		"a wrapping product":        raw("{" + array("a", "[65536,65536,65536,65536]", 0, 0) + "}"),
		"a product of 2^62":         raw("{" + array("a", "[4611686018427387904]", 0, 0) + "}"),
		"nesting":                   raw(strings.Repeat(`{"a":`, 1<<16)),
		"nested lists":              raw(`{"a":{"dtype":"F32","shape":` + strings.Repeat("[", 1<<19)),
		"a thousand arrays":         raw("{"+strings.Join(thousand, ",")+"}", make([]byte, 4000)...),
		"100,000 texts":             raw(`{"__metadata__":{` + strings.Join(keys, ",") + "}}"),
		"nested metadata":           raw(`{"__metadata__":` + strings.Repeat(`{"a":`, 1<<17)),
		"a text of 500,000 numbers": raw(`{"__metadata__":{"a":` + numbers + "}}"),
		"500,000 dimensions":        raw("{" + array("a", numbers, 0, 4) + "}"),
		"a dimension of digits":     raw("{" + array("a", "["+million+"]", 0, 4) + "}"),
		"a name of digits":          raw("{" + array(million, "[2]", 0, 4) + "}"),
		"a long name twice":         raw("{" + array(million[:1<<18], "[1]", 0, 4) + "," + array(million[:1<<18], "[1]", 4, 8) + "}"),
		"the largest, damaged":      damaged,
		"the largest of the future": futureLarge,
		"a gzip":                    packed.Bytes(),
		"a header of 1 GiB":         binary.LittleEndian.AppendUint64(nil, 1<<30),
		"a file of over 64 MiB":     append(raw("{}"), make([]byte, safetensors.MaxFile)...),
		"64 MiB of one array":       append(raw("{"+array("a", "[256,65536]", 0, safetensors.MaxFile-1024)+"}"), make([]byte, safetensors.MaxFile-1024)...),
		"somebody else's weights":   raw("{"+array("a", "[1]", 0, 4)+"}", 0, 0, 0, 0),
		"a network of other inputs": model(single, 1*16+16+16*10+10),
		"a source of another build": future,
		"a network without measure": greedyFile(t),
	}
}

// A file can be wrong, but it cannot hurt: an error of a size, little memory,
// and the training goes on as if nothing had been.
func TestHostileFilesChangeNothing(t *testing.T) {
	files := hostile(t)
	r := opened(t, short())
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for name, file := range files {
		if last[wire.Progress](r).Phase == wire.Finished {
			r.do(wire.Train{Until: wire.UntilEnd})
		}
		r.Work()
		before := len(r.events)
		sum := checksumOf(r)
		var from, to runtime.MemStats
		runtime.ReadMemStats(&from)
		r.Handle(wire.Restore{Name: name, Bytes: file})
		r.Handle(wire.Pause{}) // so that no step follows
		r.Work()
		runtime.ReadMemStats(&to)
		if f := r.wantFault(name, wire.CauseFile); len(f.Message) > 400 {
			t.Errorf("%s: the message has %d bytes", name, len(f.Message))
		}
		if n := to.TotalAlloc - from.TotalAlloc; n > 64<<20 {
			t.Errorf("%s: allocates %d bytes", name, n)
		}
		if got := checksumOf(r); got != sum {
			t.Errorf("%s: the weights are %s, were %s", name, got, sum)
		}
		for _, e := range r.events[before:] {
			if s, ok := e.(wire.Scores); ok && s.First {
				t.Errorf("%s: the curves were emptied", name)
			}
			if _, ok := e.(wire.Restored); ok {
				t.Errorf("%s was restored", name)
			}
		}
		if last[wire.Progress](r).Phase == wire.Finished {
			r.Handle(wire.Reset{})
		}
		r.Handle(wire.Train{Until: wire.UntilEnd})
	}
	r.do()
	r.wantPhase(wire.Finished)
	r.wantTrained(20)
}

// checksumOf names the current weights without a word to the session.
func checksumOf(r *rig) string { return checksum(r.View().Weights()) }

// The training is not even paused.
func TestABadFileDoesNotStopATraining(t *testing.T) {
	r := opened(t, short())
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for range 4 {
		r.Work()
	}
	r.do(wire.Restore{Name: "bad", Bytes: []byte("hello")})
	r.wantFault("bad", wire.CauseFile)
	r.wantPhase(wire.Finished)
	r.wantTrained(20)
}

// While another network is on its way, files wait; when it is not wanted any
// more, they are not lost.
func TestFilesAreAnsweredWhateverElseIsAsked(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Train{Until: wire.UntilStep})
	saved := r.save(wire.FormatCheckpoint)
	trained := last[wire.Network](r)
	rate := r.rate(0.5)
	r.events = nil
	r.do(wire.Load{Preset: "dense"}, rate, wire.Save{ID: 6, Format: wire.FormatModel}, wire.Restore{Name: "mine", Bytes: saved.Bytes})
	if len(every[wire.Saved](r)) > 0 || len(every[wire.Restored](r)) > 0 {
		t.Error("they did not wait for the network that was asked for first")
	}
	r.do(wire.Reset{})
	if s := last[wire.Saved](r); s.ID != 6 {
		t.Errorf("the answer is to question %d", s.ID)
	}
	last[wire.Restored](r)
	if n := last[wire.Network](r); n.Origin != wire.Untrained || !reflect.DeepEqual(n.Training, trained.Training) {
		t.Errorf("after the reset behind them the network is %+v", n)
	}
}

// A training in progress is paused, and its network is gone for good.
func TestAGoodFileReplacesATraining(t *testing.T) {
	first := opened(t, short())
	first.do(wire.Train{Until: wire.UntilEpoch})
	want := last[wire.Network](first)
	file := first.save(wire.FormatCheckpoint)

	r := convnet(t)
	training := short()
	r.do(wire.Open{Model: spec.NoteConvnet(), Training: training}, wire.Reset{})
	r.Handle(wire.Train{Until: wire.UntilEnd})
	r.Work()
	r.events = nil
	r.do(wire.Restore{Name: "mine", Bytes: file.Bytes})
	if got := last[wire.Network](r); !reflect.DeepEqual(got, want) {
		t.Errorf("the network is %+v, want %+v", got, want)
	}
	r.wantPhase(wire.Paused)
	r.do(wire.Open{Model: small(16), Training: short()}) // the same: nothing happens
	r.wantPhase(wire.Paused)
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantTrained(20)
	r.do(wire.Reset{}, wire.Train{Until: wire.UntilEnd})
	r.wantTrained(20)
}

// The longest history that a file may have comes in messages that the page can
// read.
func TestALongHistoryArrivesInPieces(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Train{Until: wire.UntilStep})
	c, err := checkpoint.LoadCheckpoint(r.save(wire.FormatCheckpoint).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	c.History = nil
	for i := range checkpoint.MaxScores {
		// Numbers with as many digits as there are.
		c.History = append(c.History, checkpoint.Score{Epoch: 1 / float64(i+3), Seconds: float64(i) / 3, Loss: 1e-30 / float64(i+3), Accuracy: 1 / float64(i+3), Count: i})
	}
	data, err := checkpoint.SaveCheckpoint(c)
	if err != nil {
		t.Fatal(err)
	}
	again := restored(t, data)
	pieces := every[wire.Scores](again)
	for i, s := range pieces {
		head, payload, err := wire.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := wire.Parse(head, payload); err != nil {
			t.Fatalf("piece %d: %v", i, err)
		}
		if s.First != (i == 0) {
			t.Errorf("piece %d of the curves says that it is the first: %v", i, s.First)
		}
	}
	points := curves(again)
	if len(points) != len(c.History) || len(pieces) < 2 {
		t.Fatalf("%d points in %d pieces, want %d", len(points), len(pieces), len(c.History))
	}
	for i, p := range points {
		if p.Count != i {
			t.Fatalf("point %d comes in the place of point %d", p.Count, i)
		}
	}
}

// A hundred epochs are the most that a training can have.
func TestATrainingHasALastEpoch(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Train{Until: wire.UntilStep})
	c, err := checkpoint.LoadCheckpoint(r.save(wire.FormatCheckpoint).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	c.Progress.Epoch, c.Progress.Step = spec.MaxEpochs-1, short().Steps()-1
	c.Progress.LearningRate = 0.5 // what it was changed to counts, not what it began with
	data, err := checkpoint.SaveCheckpoint(c)
	if err != nil {
		t.Fatal(err)
	}
	again := restored(t, data)
	again.wantPhase(wire.Finished) // 2 were chosen
	if told, shown := last[wire.Progress](again).LearningRate, last[wire.Network](again).Training.LearningRate; told != 0.5 || shown != 0.5 {
		t.Errorf("the rate is %v in the progress and %v in the settings, want 0.5", told, shown)
	}
	again.do(wire.Train{Until: wire.UntilStep})
	if p := last[wire.Progress](again); p.Epoch != spec.MaxEpochs || p.Step != 0 {
		t.Errorf("after the last step it stands at %+v", p)
	}
	for _, until := range []wire.Until{wire.UntilStep, wire.UntilEpoch} {
		again.events = nil
		again.do(wire.Train{Until: until})
		again.wantFault("train", wire.CauseCommand)
	}
}
