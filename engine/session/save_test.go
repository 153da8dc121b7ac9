package session_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/drawing"
	"convlab/engine/onnx"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// seven is a drawing, and page what a page may want back.
func seven() drawing.Drawing {
	return drawing.Drawing{Strokes: []drawing.Stroke{{Width: 0.08, Points: []drawing.Point{{X: 0.25, Y: 0.25, Pressure: 0.5}, {X: 0.75, Y: 0.25}}}}}
}

const page = `{"view":"maps"}`

// save asks for a file and returns the answer; a step may follow it.
func (r *rig) save(form wire.Format) wire.Saved {
	r.t.Helper()
	before := len(every[wire.Saved](r))
	r.Handle(wire.Save{ID: 5, Format: form, Drawing: seven(), Page: json.RawMessage(page)})
	r.Work()
	all := every[wire.Saved](r)
	if len(all) != before+1 {
		r.t.Fatalf("%d files came, want one %s", len(all)-before, form)
	}
	return all[before]
}

// restored is another session with the same pictures, into which a file came.
func restored(t testing.TB, file []byte) *rig {
	t.Helper()
	r := newRig(t)
	r.addModel(spec.FirstShipped)
	r.add("train-00000")
	r.do(wire.Restore{Name: "mine.safetensors", Bytes: file})
	return r
}

// everyOptimizer is short with everything that an optimiser remembers, in
// batches with a rest: an epoch has 7 steps, the last of 40.
func everyOptimizer() (all []spec.Training) {
	for _, c := range []struct {
		optimizer string
		momentum  float32
		nesterov  bool
	}{{spec.RMSprop, 0, false}, {spec.Adam, 0, false}, {spec.SGD, 0, false}, {spec.SGD, 0.9, false}, {spec.SGD, 0.9, true}} {
		t := short()
		t.Optimizer, t.Momentum, t.Nesterov = c.optimizer, c.momentum, c.nesterov
		t.LearningRate, t.BatchSize, t.Shift, t.Epochs = 0.01, 160, 1, 3
		all = append(all, t)
	}
	return all
}

// After any step, in another session and after a change of the rate, a training
// goes on to the bits at which it would have ended.
func TestARestoredTrainingEndsAtTheSameBits(t *testing.T) {
	for _, training := range everyOptimizer() {
		whole := opened(t, training)
		whole.Handle(wire.Train{Until: wire.UntilEnd})
		var files []wire.Saved
		for i := range 21 {
			if i == 4 {
				whole.Handle(whole.rate(0.003))
			}
			whole.Work()
			if i == 1 || i == 6 || i == 9 {
				whole.Handle(wire.Pause{})
				files = append(files, whole.save(wire.FormatCheckpoint))
				whole.Handle(wire.Train{Until: wire.UntilEnd})
			}
		}
		whole.do()
		whole.wantPhase(wire.Finished)
		for i, f := range files {
			r := restored(t, f.Bytes)
			r.wantPhase(wire.Paused)
			if p := last[wire.Progress](r); p.Epoch != f.Epoch || p.Step != f.Step || 7*f.Epoch+f.Step != []int{2, 7, 10}[i] {
				t.Errorf("the file is of epoch %d, step %d, the training stands at epoch %d, step %d", f.Epoch, f.Step, p.Epoch, p.Step)
			}
			if i == 0 { // before the change
				r.Handle(wire.Train{Until: wire.UntilEnd})
				r.Work()
				r.Work()
				r.do(r.rate(0.003))
			} else {
				r.do(wire.Train{Until: wire.UntilEnd})
			}
			r.wantPhase(wire.Finished)
			if got, want := last[wire.Network](r).Checksum, last[wire.Network](whole).Checksum; got != want {
				t.Errorf("%s, momentum %v: saved at epoch %d, step %d it ends at %s, uninterrupted at %s",
					training.Optimizer, training.Momentum, f.Epoch, f.Step, got, want)
			}
		}
	}
}

// What the page shows is as it was: network, curves to float32, place, drawing.
func TestARestoredTrainingStandsWhereItWas(t *testing.T) {
	r := opened(t, short())
	r.add("test-tenth")
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for last[wire.Progress](r).Epoch == 0 {
		r.Work()
	}
	r.do(wire.Pause{})
	f := r.save(wire.FormatCheckpoint)
	want := last[wire.Network](r)
	if f.ID != 5 || f.Accuracy != want.Accuracy || f.Tested != 1000 || f.Time/1000 != r.clock.Unix() {
		t.Errorf("the answer is of %d with accuracy %v on %d at %d, want of 5 with %v on 1000 at %d s", f.ID, f.Accuracy, f.Tested, f.Time, want.Accuracy, r.clock.Unix())
	}

	again := restored(t, f.Bytes)
	want.Measured = false // that is found out anew
	if got := last[wire.Network](again); !reflect.DeepEqual(got, want) {
		t.Errorf("the network is %+v, was %+v", got, want)
	}
	was, is := last[wire.Progress](r), last[wire.Progress](again)
	if is.Phase != wire.Paused || is.Epoch != was.Epoch || is.Step != was.Step || is.Images != was.Images || is.Seconds != was.Seconds || is.LearningRate != was.LearningRate {
		t.Errorf("the training stands at %+v, stood at %+v", is, was)
	}
	a := last[wire.Restored](again)
	if a.Name != "mine.safetensors" || a.Format != wire.FormatCheckpoint || !reflect.DeepEqual(a.Drawing, seven()) || string(a.Page) != page || a.Time != f.Time {
		t.Errorf("the answer is %+v", a)
	}
	if got, want := curves(again), curves(r); !reflect.DeepEqual(got, want) {
		t.Errorf("the curves are\n%v, were\n%v", got, want)
	}
	// Measured again, the same weights give no second point.
	again.add("test-tenth")
	again.do()
	if got, want := len(curves(again)), len(curves(r)); got != want || len(every[wire.Results](again)) != 1 {
		t.Errorf("%d points and %d results after the test, want %d and 1", got, len(every[wire.Results](again)), want)
	}
}

// curves is what the page has of the curves, with the precision of files.
func curves(r *rig) (points []wire.Score) {
	for _, s := range every[wire.Scores](r) {
		if s.First {
			points = nil
		}
		for _, p := range s.Points {
			for _, v := range []*float64{&p.Epoch, &p.Seconds, &p.Loss, &p.Accuracy} {
				*v = float64(float32(*v))
			}
			points = append(points, p)
		}
	}
	return points
}

// A file after every step changes neither weights nor curves; nor does what it
// takes count as training.
func TestSavingDoesNotDisturb(t *testing.T) {
	plain := opened(t, short())
	plain.do(wire.Train{Until: wire.UntilEnd})
	r := opened(t, short())
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for i := 0; last[wire.Progress](r).Phase != wire.Finished; i++ {
		if i > 100 {
			t.Fatal("the run never ends")
		}
		r.clock = r.clock.Add(time.Hour) // that long it was at something else
		r.Handle(wire.Save{ID: i, Format: []wire.Format{wire.FormatCheckpoint, wire.FormatModel, wire.FormatONNX}[i%3]})
		r.Work()
	}
	r.wantTrained(20)
	if got, want := len(every[wire.Saved](r)), 20; got < want {
		t.Errorf("%d files, want one for each of %d steps", got, want)
	}
	for i, s := range every[wire.Saved](r) {
		if s.ID != i {
			t.Fatalf("file %d answers question %d", i, s.ID)
		}
	}
	if s := last[wire.Progress](r).Seconds; s >= 3600 {
		t.Errorf("it says that it trained for %v seconds", s)
	}
	without := func(points []wire.Score) (p []wire.Score) { // times differ, the clock ticks at every look
		for _, s := range points {
			s.Seconds = 0
			p = append(p, s)
		}
		return p
	}
	if got, want := without(curves(r)), without(curves(plain)); !reflect.DeepEqual(got, want) {
		t.Errorf("the curves are\n%v, without files\n%v", got, want)
	}
}

// A network that was not trained comes back as what it was, and a step does with
// it what it did. A change of its layers is not in the file.
func TestAnUntrainedNetworkIsKeptToo(t *testing.T) {
	for name, c := range map[string][]wire.Message{
		"pretrained": {wire.Load{Preset: spec.FirstShipped}},
		"untrained":  {wire.Open{Model: small(16), Training: short()}, wire.Reset{}},
		"a file's":   {wire.Restore{Bytes: file(t, "dense")}},
	} {
		r := newRig(t)
		r.addModel(spec.FirstShipped)
		r.add("train-00000")
		for _, command := range c {
			r.do(command)
		}
		again := restored(t, r.save(wire.FormatCheckpoint).Bytes)
		got, want := last[wire.Network](again), last[wire.Network](r)
		want.Learned, got.Learned = spec.Model{}, spec.Model{} // a file has one network,
		want.Measured, got.Measured = false, false             // and measures anew
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the network is %+v, was %+v", name, got, want)
		}
		again.wantPhase(wire.Idle)
		var sums []string
		for _, r := range []*rig{r, again} {
			r.do(wire.Train{Until: wire.UntilStep})
			sums = append(sums, last[wire.Network](r).Checksum)
		}
		if sums[0] != sums[1] {
			t.Errorf("%s: a step makes other weights of it", name)
		}
	}
}

// A model is what any program reads: the weights under Keras's names.
func TestAModelIsSavedWithWhatIsKnownOfIt(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Train{Until: wire.UntilEnd})
	run, err := checkpoint.Load(r.save(wire.FormatModel).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	n := last[wire.Network](r)
	want := checkpoint.Results{Epochs: 2, Checksum: n.Checksum} // no test picture is there
	if engine.Checksum(run.Weights) != n.Checksum || run.Training != n.Training || !run.Model.Same(n.Model) || run.Results != want {
		t.Errorf("the file has %+v of %+v", run.Results, run.Training)
	}
	r.events = nil
	r.add("test-tenth", "test-rest")
	r.do()
	measured := last[wire.Results](r)
	run, err = checkpoint.Load(r.save(wire.FormatModel).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if want.Accuracy, want.Loss = measured.Accuracy, measured.Loss; run.Results != want || want.Accuracy == 0 {
		t.Errorf("the file says %+v, measured was %+v", run.Results, want)
	}

	r.Handle(wire.Train{Until: wire.UntilStep})
	r.Work() // the step; not the measurement behind it
	stepped, err := checkpoint.Load(r.save(wire.FormatModel).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if got := stepped.Results; got.Accuracy != 0 || got.Loss != 0 || engine.Checksum(stepped.Weights) == n.Checksum {
		t.Errorf("of other weights than were measured the file says %+v", got)
	}

	metadata, err := stepped.Metadata()
	if err != nil {
		t.Fatal(err)
	}
	graph, err := onnx.Encode(stepped.Model, stepped.Weights, metadata)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.save(wire.FormatONNX).Bytes; !bytes.Equal(got, graph) {
		t.Errorf("the ONNX file of %d bytes is not the one of the model, %d bytes", len(got), len(graph))
	}
}

func TestWhatCannotBeSavedIsSaid(t *testing.T) {
	r := opened(t, short())
	r.Handle(wire.Train{Until: wire.UntilEnd})
	r.Work()
	for what, c := range map[string]wire.Save{
		"word":       {Format: "word"},
		"checkpoint": {Format: wire.FormatCheckpoint, Page: json.RawMessage(`"` + string(make([]byte, checkpoint.MaxPage)) + `"`)},
	} {
		r.Handle(c)
		r.Work()
		r.wantFault(what, wire.CauseFile)
	}
	if len(every[wire.Saved](r)) > 0 {
		t.Error("something was saved")
	}
	r.do()
	r.wantTrained(20)
}

func TestAFileFitsAMessage(t *testing.T) {
	if wire.MaxPayload < safetensors.MaxFile {
		t.Errorf("a message carries %d bytes, a file has up to %d", wire.MaxPayload, safetensors.MaxFile)
	}
}
