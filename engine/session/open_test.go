package session_test

import (
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// numbers is what the current network makes of the picture pixels.
func (r *rig) numbers() []float32 {
	r.t.Helper()
	r.do(wire.Predict{ID: 1, Pixels: pixels()})
	return last[wire.Activations](r).Numbers
}

// first is the beginning of list, up to n numbers.
func first(list []float32, n int) []float32 { return list[:min(n, len(list))] }

// convnet returns a session with the shipped convnet, which is not measured: no
// test picture is there.
func convnet(t testing.TB) *rig {
	r := newRig(t)
	r.addModel(spec.FirstShipped)
	r.add("train-00000")
	r.do()
	return r
}

func TestTheShippedConvnetAnswersFirst(t *testing.T) {
	r := newRig(t)
	hello, ok := r.events[0].(wire.Hello)
	if !ok || hello.Build != "a build" || hello.Vector == "" {
		t.Errorf("the first message is %+v, want Hello with the build and the kernels", r.events[0])
	}
	if !slices.Equal(r.wanted, []string{"convnet"}) {
		t.Errorf("it wants %v, want convnet", r.wanted)
	}
	r.do(wire.Predict{ID: 3, Pixels: pixels()})
	if len(r.events) != 1 {
		t.Fatalf("without a network it says %+v", r.events[1:])
	}
	r.addModel("convnet")
	r.do()
	n := last[wire.Network](r)
	if n.Origin != wire.Pretrained || n.Changed || n.Epoch != 5 || n.Accuracy != accuracy || n.Tested != 10000 {
		t.Errorf("the network is %+v, want what the file says", n)
	}
	a := last[wire.Activations](r)
	if a.ID != 3 || !a.Ink || a.Micros <= 0 {
		t.Errorf("the answer is %+v", a)
	}

	run, err := checkpoint.Load(file(t, "convnet"))
	if err != nil {
		t.Fatal(err)
	}
	net, err := engine.New(run.Model, 1)
	if err != nil {
		t.Fatal(err)
	}
	copy(net.Weights(), run.Weights)
	p := net.Forward(engine.Batch{Rows: 1, Cols: 784, Stride: 784, Data: pixels()}, engine.Pass{Observe: true})
	want := pixels()
	shapes, err := run.Model.Shapes()
	if err != nil {
		t.Fatal(err)
	}
	for i, shape := range shapes {
		want = append(want, net.Output(i).Data...)
		if a.Shapes[i+1] != shape {
			t.Errorf("layer %d has shape %v, want %v", i, a.Shapes[i+1], shape)
		}
	}
	if !slices.Equal(a.Numbers, want) {
		t.Error("the numbers are not those that the engine makes of the file's weights")
	}
	if !slices.Equal(a.Numbers[len(a.Numbers)-10:], p.Data) {
		t.Error("the probabilities do not come last")
	}
	r.do(wire.Predict{ID: 4, Pixels: make([]float32, 784)})
	if last[wire.Activations](r).Ink {
		t.Error("an empty picture has ink")
	}
}

func TestOpenKeepsTheWeightsThatFit(t *testing.T) {
	average := spec.NoteConvnet()
	average.Layers[1] = spec.AveragePooling2D{PoolSize: 2}
	spelled := spec.NoteConvnet()
	spelled.Layers[0] = spec.Conv2D{Filters: 32, KernelSize: 3, Strides: 1, Padding: spec.Valid, Activation: spec.ReLU}
	same := spec.NoteConvnet()
	same.Layers[4] = spec.Conv2D{Filters: 64, KernelSize: 3, Padding: spec.Same, Activation: spec.ReLU} // 5x5 instead of 3x3 to Flatten
	for _, c := range []struct {
		name    string
		model   spec.Model
		origin  wire.Origin
		changed bool
		convs   bool // the first convolution is as before
	}{
		{"nothing changed", spec.NoteConvnet(), wire.Pretrained, false, true},
		{"defaults spelled out", spelled, wire.Pretrained, false, true},
		{"another pooling", average, wire.Pretrained, true, true},
		{"another size at Flatten", same, wire.Pretrained, true, true},
		{"fewer filters: only the last Dense is left", spec.Presets()[2].Model, wire.Pretrained, true, false},
		{"a shipped preset of another kind", spec.NoteDense(), wire.Pretrained, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := convnet(t)
			before, sum := r.numbers(), last[wire.Network](r).Checksum
			const convs = 784 + 26*26*32 // the input and the first maps
			r.do(wire.Open{Model: c.model, Training: spec.Note(64)})
			n := last[wire.Network](r)
			if n.Origin != c.origin || n.Changed != c.changed {
				t.Errorf("the network is %s, changed %v; want %s, %v", n.Origin, n.Changed, c.origin, c.changed)
			}
			if got := slices.Equal(first(r.numbers(), convs), first(before, convs)); got != c.convs {
				t.Errorf("the first maps are as before: %v, want %v", got, c.convs)
			}
			if known := n.Tested > 0; known != (!c.changed && c.origin == wire.Pretrained) {
				t.Errorf("an accuracy on %d pictures is claimed", n.Tested)
			}
			// What stood between leaves no trace.
			r.do(wire.Open{Model: spec.NoteConvnet(), Training: spec.Note(64)})
			back := last[wire.Network](r)
			if back.Checksum != sum || back.Origin != wire.Pretrained || back.Changed || back.Accuracy != accuracy {
				t.Errorf("back at the first settings the network is %+v", back)
			}
		})
	}
}

func TestWhatCannotWorkIsRefusedAndNothingChanges(t *testing.T) {
	wide := small(16)
	wide.Layers[1] = spec.Dense{Units: spec.MaxUnits + 1, Activation: spec.ReLU}
	other := small(16)
	other.Input = spec.Shape{H: 14, W: 14, C: 1}
	negative := short()
	negative.Epochs = -1
	for name, c := range map[string]wire.Open{
		"units":         {Model: wide, Training: short()},
		"another input": {Model: other, Training: short()},
		"no layers":     {Training: short()},
		"epochs":        {Model: small(16), Training: negative},
	} {
		r := opened(t, short())
		r.Handle(wire.Train{Until: wire.UntilEnd})
		r.Work()
		networks := len(every[wire.Network](r))
		r.Handle(c)
		r.Work()
		if f := r.wantFault("settings", wire.CauseRefused); f.Refusal == nil || f.Refusal.Path == "" {
			t.Errorf("%s: the refusal does not name the setting: %+v", name, f)
		}
		if len(every[wire.Network](r)) != networks {
			t.Errorf("%s: the network has changed", name)
		}
		r.do() // the training goes on as if nothing had been
		r.wantPhase(wire.Finished)
		r.wantTrained(20)
	}
}

// Epochs and learning rate may change without throwing a training away.
func TestAPausedTrainingCanBeLengthened(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Train{Until: wire.UntilEpoch})
	longer := short()
	longer.Epochs = 3
	r.do(wire.Open{Model: small(16), Training: longer})
	r.wantPhase(wire.Paused)
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantPhase(wire.Finished)
	if got, want := last[wire.Network](r).Checksum, trained(t, longer, 30, "train-00000"); got != want {
		t.Error("the weights are not those of one run of three epochs")
	}
	batches := longer
	batches.BatchSize = 50
	r.do(wire.Open{Model: small(16), Training: batches})
	r.wantPhase(wire.Finished) // of the next run: this one has the batches with which it began
	if n := last[wire.Network](r); n.Origin != wire.Yours || n.Epoch != 3 || n.Training.BatchSize != 100 {
		t.Errorf("the trained network is %+v", n)
	}
	r.do(wire.Reset{}, wire.Train{Until: wire.UntilStep})
	if got, want := last[wire.Network](r).Checksum, trained(t, batches, 1, "train-00000"); got != want {
		t.Error("the next run has not the batches that were set")
	}
}

func TestResetThrowsTheTrainingAway(t *testing.T) {
	r := opened(t, short())
	untrained := last[wire.Network](r).Checksum
	r.Handle(wire.Train{Until: wire.UntilEnd})
	r.Work()
	r.do(wire.Reset{})
	r.wantPhase(wire.Idle)
	n := last[wire.Network](r)
	if n.Origin != wire.Untrained || n.Checksum != untrained || n.Tested != 0 || n.Epoch != 0 {
		t.Errorf("after a reset the network is %+v", n)
	}
	if !last[wire.Scores](r).First {
		t.Error("the curves stand on")
	}
	r.do(wire.Open{Model: spec.NoteConvnet(), Training: short()})
	if n := last[wire.Network](r); n.Origin != wire.Untrained {
		t.Error("weights from before a reset come back")
	}
}
