package session_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/onnx"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Saving after every step changes neither weights nor curves, and its time does not
// count as training.
func TestSavingDoesNotDisturb(t *testing.T) {
	plain := opened(t, short())
	plain.run(wire.Train{Until: wire.UntilEnd})
	h := opened(t, short())
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for i := 0; last[wire.Progress](h).Phase != wire.Finished; i++ {
		if i > 100 {
			t.Fatal("the run never ends")
		}
		h.clock = h.clock.Add(4 * time.Second) // too short for a sleep, and not spent training
		h.Handle(wire.Save{ID: i, Format: []wire.Format{wire.FormatCheckpoint, wire.FormatModel, wire.FormatONNX}[i%3]})
		h.Work()
	}
	h.wantTrained(20)
	if got, want := len(every[wire.Saved](h)), 20; got < want {
		t.Errorf("%d files, want one for each of %d steps", got, want)
	}
	for i, s := range every[wire.Saved](h) {
		if s.ID != i {
			t.Fatalf("file %d answers request %d", i, s.ID)
		}
	}
	if s := last[wire.Progress](h).Seconds; s >= 4 {
		t.Errorf("the training took %v seconds", s)
	}
	without := func(points []wire.Score) (p []wire.Score) { // without times, since saving reads the clock
		for _, s := range points {
			s.Seconds = 0
			p = append(p, s)
		}
		return p
	}
	if got, want := without(curves(h)), without(curves(plain)); !reflect.DeepEqual(got, want) {
		t.Errorf("the curves are\n%v, without files\n%v", got, want)
	}
}

// An untrained network is restored as it was, with the source of its weights, and a
// step makes the same weights of it.
func TestAnUntrainedNetworkIsSavedToo(t *testing.T) {
	for source, c := range map[string][]wire.Message{
		"pretrained": {wire.Load{Preset: spec.FirstShipped}},
		"untrained":  {wire.Open{Model: small(16), Training: short()}, wire.Reset{}},
		"file":       {wire.Restore{Bytes: shippedFile(t, "dense")}},
	} {
		h := newHarness(t)
		h.addModel(spec.FirstShipped)
		h.add("train-00000")
		for _, command := range c {
			h.run(command)
		}
		saved := h.save(wire.FormatCheckpoint).Bytes
		if c, err := checkpoint.LoadCheckpoint(saved); err != nil || c.Progress.Source != source {
			t.Errorf("the source is %q, want %q: %v", c.Progress.Source, source, err)
		}
		again := restored(t, saved)
		got, want := last[wire.Network](again), last[wire.Network](h)
		want.Learned, got.Learned = spec.Model{}, spec.Model{} // a file has one network,
		want.Measured, got.Measured = false, false             // and is evaluated again
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the network is %+v, was %+v", source, got, want)
		}
		again.wantPhase(wire.Idle)
		var sums []string
		for _, h := range []*harness{h, again} {
			h.run(wire.Train{Until: wire.UntilStep})
			sums = append(sums, last[wire.Network](h).Checksum)
		}
		if sums[0] != sums[1] {
			t.Errorf("%s: a step makes other weights", source)
		}
	}
}

// A model file has the accuracy and loss of its very weights, if they were evaluated
// on all test pictures.
func TestAModelIsSavedWithWhatIsKnownOfIt(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Train{Until: wire.UntilEnd})
	run, err := checkpoint.Load(h.save(wire.FormatModel).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	n := last[wire.Network](h)
	want := checkpoint.Results{Epochs: 2, Checksum: n.Checksum} // no test picture is there
	if engine.Checksum(run.Weights) != n.Checksum || run.Training != n.Training || !run.Model.Same(n.Model) || run.Results != want {
		t.Errorf("the file has %+v of %+v", run.Results, run.Training)
	}
	h.events = nil
	h.add("test-tenth", "test-rest")
	h.run()
	measured := last[wire.Results](h)
	run, err = checkpoint.Load(h.save(wire.FormatModel).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if want.Accuracy, want.Loss = measured.Accuracy, measured.Loss; run.Results != want || want.Accuracy == 0 {
		t.Errorf("the file has %+v, the evaluation gave %+v", run.Results, want)
	}

	h.Handle(wire.Train{Until: wire.UntilStep})
	h.Work() // the step, not the evaluation after it
	stepped, err := checkpoint.Load(h.save(wire.FormatModel).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if got := stepped.Results; got.Accuracy != 0 || got.Loss != 0 || engine.Checksum(stepped.Weights) == n.Checksum {
		t.Errorf("with other weights than were evaluated the file has %+v", got)
	}

	metadata, err := stepped.Metadata()
	if err != nil {
		t.Fatal(err)
	}
	graph, err := onnx.Encode(stepped.Model, stepped.Weights, metadata)
	if err != nil {
		t.Fatal(err)
	}
	if got := h.save(wire.FormatONNX).Bytes; !bytes.Equal(got, graph) {
		t.Errorf("the ONNX file of %d bytes is not the one of the model, %d bytes", len(got), len(graph))
	}
}

func TestWhatCannotBeSavedIsReported(t *testing.T) {
	h := opened(t, short())
	h.Handle(wire.Train{Until: wire.UntilEnd})
	h.Work()
	for what, c := range map[string]wire.Save{
		"word":       {Format: "word"},
		"checkpoint": {Format: wire.FormatCheckpoint, Page: json.RawMessage(`"` + string(make([]byte, checkpoint.MaxPage)) + `"`)},
	} {
		h.Handle(c)
		h.Work()
		h.wantFault(what, wire.CauseFile)
	}
	if len(every[wire.Saved](h)) > 0 {
		t.Error("something was saved")
	}
	h.run()
	h.wantTrained(20)
}

func TestAFileFitsAMessage(t *testing.T) {
	if wire.MaxPayload < safetensors.MaxFile {
		t.Errorf("a message carries %d bytes, a file has up to %d", wire.MaxPayload, safetensors.MaxFile)
	}
}
