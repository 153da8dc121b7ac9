package session_test

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

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
			h := openedConvnet(t)
			before, sum := h.numbers(), last[wire.Network](h).Checksum
			const convs = 784 + 26*26*32 // the input and the first maps
			h.run(wire.Open{Model: c.model, Training: spec.Note(64)})
			n := last[wire.Network](h)
			if n.Origin != c.origin || n.Changed != c.changed {
				t.Errorf("the network is %s, changed %v; want %s, %v", n.Origin, n.Changed, c.origin, c.changed)
			}
			if got := slices.Equal(first(h.numbers(), convs), first(before, convs)); got != c.convs {
				t.Errorf("the first maps are as before: %v, want %v", got, c.convs)
			}
			if known := n.Tested > 0; known != (!c.changed && c.origin == wire.Pretrained) {
				t.Errorf("an accuracy on %d pictures is claimed", n.Tested)
			}
			// The change leaves no trace.
			h.run(wire.Open{Model: spec.NoteConvnet(), Training: spec.Note(64)})
			back := last[wire.Network](h)
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
		h := opened(t, short())
		h.Handle(wire.Train{Until: wire.UntilEnd})
		h.Work()
		networks := len(every[wire.Network](h))
		h.Handle(c)
		h.Work()
		if f := h.wantFault("settings", wire.CauseRefused); f.Refusal == nil || f.Refusal.Path == "" {
			t.Errorf("%s: the refusal does not name the setting: %+v", name, f)
		}
		if len(every[wire.Network](h)) != networks {
			t.Errorf("%s: the network has changed", name)
		}
		h.run() // the training goes on undisturbed
		h.wantPhase(wire.Finished)
		h.wantTrained(20)
	}
}

func TestResetDiscardsTheTraining(t *testing.T) {
	h := opened(t, short())
	untrained := last[wire.Network](h).Checksum
	h.Handle(wire.Train{Until: wire.UntilEnd})
	h.Work()
	h.run(wire.Reset{})
	h.wantPhase(wire.Idle)
	n := last[wire.Network](h)
	if n.Origin != wire.Untrained || n.Checksum != untrained || n.Tested != 0 || n.Epoch != 0 {
		t.Errorf("after a reset the network is %+v", n)
	}
	if !last[wire.Scores](h).First {
		t.Error("the curves were not emptied")
	}
	h.run(wire.Open{Model: spec.NoteConvnet(), Training: short()})
	if n := last[wire.Network](h); n.Origin != wire.Untrained {
		t.Error("weights from before a reset come back")
	}
}
