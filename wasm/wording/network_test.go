package wording

import (
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

func TestTheChooserNamesTheNetwork(t *testing.T) {
	w := words(t, "en")
	s := trained(t, wire.Network{Origin: wire.Pretrained}, wire.Progress{Phase: wire.Idle})
	for _, c := range []struct {
		event state.Event
		want  string
	}{
		{nil, "Convnet"},
		{state.SetField{Path: "units", Value: "32"}, "Convnet, changed"},
		{state.SetField{Path: "units", Value: "64"}, "Convnet"},
		{state.ChoosePreset{Name: "half"}, "Half-width convnet"},
	} {
		s.Update(c.event)
		if got := NetworkTitle(w, s); got != c.want {
			t.Errorf("after %#v the network is %q, want %q", c.event, got, c.want)
		}
	}
	s = trained(t, wire.Network{Origin: wire.Untrained}, wire.Progress{Phase: wire.Idle})
	s.Update(wire.Network{Origin: wire.Yours, Model: spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Conv2D{Filters: 3, KernelSize: 5}, spec.Flatten{}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}, Training: spec.Note(64)})
	s.Update(state.SetField{Path: "blocks[0].filters", Value: "4"})
	if got := NetworkTitle(w, s); got != "Your own" {
		t.Errorf("a network that changes no preset is %q, want Your own", got)
	}
}

func TestTheMenuSaysWhichNetworksAreTheNotes(t *testing.T) {
	w := words(t, "en")
	for name, want := range map[string]string{"convnet": "the note’s: 93,322 weights", "dense": "the note’s: 407,050 weights", "strided": "121,994 weights"} {
		p, ok := spec.FindPreset(name)
		if got := PresetWeights(w, p); !ok || got != want {
			t.Errorf("%s has %q, want %q", name, got, want)
		}
	}
	for _, language := range []string{"en", "ko"} {
		for _, p := range spec.Presets() {
			complete(t, p.Name, PresetName(words(t, language), p.Name))
		}
	}
}
