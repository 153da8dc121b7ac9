package wording

import (
	"strings"
	"testing"

	"convlab/engine/wire"
	"convlab/wasm/state"
)

func TestTheBarNamesTheLayersThatMustBeLearnedAgain(t *testing.T) {
	w := words(t, "en")
	for _, c := range []struct {
		origin      wire.Origin
		phase       wire.Phase
		path, value string
		want        string
	}{
		{wire.Yours, wire.Running, "units", "32", "The run is paused. dense and output must be learned again; "},
		{wire.Yours, wire.Testing, "blocks[0].pooling", "average", "The run is paused. All its weights fit "},
		{wire.Yours, wire.Paused, "units", "32", "Your network is kept. dense and output must be learned again; "},
		{wire.Yours, wire.Finished, "blocks[0].pooling", "average", "Your network is kept. All its weights fit "},
		{wire.Yours, wire.Idle, "blocks[0].pooling", "average", "Your network is kept. All its weights fit "}, // of a model file
		{wire.Pretrained, wire.Idle, "blocks[1].filters", "32", "conv 2 and conv 3 must be learned again; "},
		{wire.Pretrained, wire.Idle, "blocks[0].pooling", "average", ""},
		{wire.Pretrained, wire.Waiting, "blocks[1].filters", "32", "The run is paused. conv 2 and conv 3 must be learned again; "},
		{wire.Pretrained, wire.Waiting, "blocks[0].pooling", "average", "The run is paused. All its weights fit "},
		{wire.Untrained, wire.Idle, "units", "32", ""},
		{wire.Untrained, wire.Waiting, "units", "32", "The change ended the run"},
		{wire.Yours, wire.Running, "training.epochs", "7", ""},
	} {
		s := trained(t, wire.Network{Origin: c.origin}, wire.Progress{Phase: c.phase, Epoch: 1, Epochs: 5})
		s.Update(state.SetField{Path: c.path, Value: c.value})
		if c.phase != wire.Finished && c.phase != wire.Idle {
			s.Update(wire.Progress{Phase: wire.Paused, Epoch: 1, Epochs: 5}) // as the trainer answers
		}
		if got := Learn(w, s); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s, %s, %s = %s: %q", c.origin, c.phase, c.path, c.value, got)
		}
	}
}

func TestTheRunBarNamesTheLayersInAFewWords(t *testing.T) {
	w := words(t, "en")
	for _, c := range []struct {
		origin      wire.Origin
		path, value string
		want        string
	}{
		{wire.Yours, "units", "32", "dense and output must be learned again"},
		{wire.Yours, "blocks[0].pooling", "average", "changed: all weights fit"},
		{wire.Pretrained, "blocks[1].filters", "32", "conv 2 and conv 3 must be learned again"},
		{wire.Yours, "blocks[0].filters", "8", "conv 1 and conv 2 must be learned again"},
		{wire.Untrained, "units", "32", ""},
	} {
		s := trained(t, wire.Network{Origin: c.origin}, wire.Progress{Phase: wire.Finished, Epoch: 1, Epochs: 1})
		s.Update(state.SetField{Path: c.path, Value: c.value})
		if got := LearnShort(w, s); got != c.want {
			t.Errorf("%s, %s = %s: %q, want %q", c.origin, c.path, c.value, got, c.want)
		}
	}
}

func TestTheNetworkBeforeIsNamed(t *testing.T) {
	w := words(t, "en")
	for want, m := range map[string]wire.Replaced{
		"Bring back epoch 3, 98.6 %":   {Epoch: 3, Step: 9, Accuracy: 0.986, Tested: 10000},
		"Bring back epoch 3, ≈ 98.6 %": {Epoch: 3, Accuracy: 0.986, Tested: 1000},
		"Bring back step 12":           {Step: 12},
	} {
		if got := RestorePrevious(w, &m); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
