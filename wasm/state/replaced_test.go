package state

import (
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Controls that are open for a layer must not outlive its network.
func TestNetworksThatComeFromElsewhereAreCounted(t *testing.T) {
	linkAfter := func(e Event) Event {
		s := open(t, wire.Pretrained)
		s.Update(e)
		return OpenLink{Hash: s.Link()}
	}
	file := func(m spec.Model) []Event {
		return []Event{wire.Restored{Name: "a.safetensors"}, wire.Network{Model: m, Training: spec.Note(64), Origin: wire.Yours}}
	}
	unshown := spec.NoteDense()
	unshown.Layers = append([]spec.Layer{unshown.Layers[0], spec.Dense{Units: 32, Activation: spec.ReLU}}, unshown.Layers[1:]...)
	for name, c := range map[string]struct {
		events []Event
		want   int
	}{
		"a change of a control":                {[]Event{SetField{Path: "units", Value: "16"}}, 0},
		"a change of the training":             {[]Event{SetField{Path: "training.epochs", Value: "2"}}, 0},
		"an added layer":                       {[]Event{AddBlock{At: 1}}, 0},
		"a link to another network":            {[]Event{linkAfter(ChoosePreset{Name: "dense"})}, 1},
		"a link to another training":           {[]Event{linkAfter(SetField{Path: "training.epochs", Value: "2"})}, 0},
		"a preset with shipped weights":        {[]Event{ChoosePreset{Name: "dense"}}, 1},
		"a file of another network":            {file(spec.NoteDense()), 1},
		"a file of this network":               {file(spec.NoteConvnet()), 0},
		"a file that the controls cannot show": {file(unshown), 1},
	} {
		s := open(t, wire.Pretrained)
		before := s.Draft.Replaced
		for _, e := range c.events {
			s.Update(e)
		}
		if got := s.Draft.Replaced - before; got != c.want {
			t.Errorf("%s counts as %d networks, want %d", name, got, c.want)
		}
	}
}
