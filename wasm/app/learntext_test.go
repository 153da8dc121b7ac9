package main

import (
	"strings"
	"testing"

	"convlab/engine/wire"
	"convlab/wasm/view"
)

func TestTheBarNamesTheLayersThatMustBeLearnedAgain(t *testing.T) {
	paused := wire.Progress{Phase: wire.Paused, Epoch: 1, Epochs: 5}
	for _, c := range []struct {
		origin      wire.Origin
		path, value string
		want        string
	}{
		{wire.Yours, "units", "32", "The run is paused. dense and output must be learned again; "},
		{wire.Pretrained, "blocks[1].filters", "32", "conv 2 and conv 3 must be learned again; "},
		{wire.Pretrained, "blocks[0].pooling", "average", ""},
		{wire.Yours, "blocks[0].pooling", "average", "The run is paused. All its weights fit "},
		{wire.Untrained, "units", "32", ""},
		{wire.Yours, "training.epochs", "7", ""},
	} {
		s := trained(t, wire.Network{Origin: c.origin}, paused)
		s.Update(view.SetField{Path: c.path, Value: c.value})
		if got := learnText(s); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s, %s = %s: %q", c.origin, c.path, c.value, got)
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
		if got := bringBackText(w, &m); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
