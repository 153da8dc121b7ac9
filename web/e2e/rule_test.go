//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"testing"
)

// The page asks nothing and loses nothing: the run that Train replaces can be brought back, and Undo restores the run that a change
// has suspended.
func TestTrainContinueAndBringBack(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1366, H: 900, Script: "globalThis.asked = 0; confirm = () => { asked++; return false; }"})
	p.Ready()
	p.Preset("dense")
	p.Until("the dense network is there", func(s State) bool { return len(s.Network.Layers) == 3 && s.Origin == "pretrained" })
	p.Until("all images are loaded", func(s State) bool { return s.Complete })
	p.Set("training.examples", "1000")
	p.Set("training.epochs", "1")
	p.Click("#train")
	first := p.Until("the run has ended", func(s State) bool { return s.Phase == "finished" && s.Tested == 10000 })

	p.Run("a change suspends the run and Undo restores it", func() {
		p.Set("units", "64")
		p.Until("layers must be learned again", func(s State) bool { return len(s.Learn) == 2 })
		if text := p.Text("#learntext"); !strings.Contains(text, "dense and output must be learned again") {
			p.t.Errorf("the bar says %q", text)
		}
		p.Screenshot("rule-pending")
		p.Click("#discard")
		p.Until("the run is back", func(s State) bool { return s.Checksum == first.Checksum && len(s.Learn) == 0 && s.Phase == "finished" })
	})
	p.Run("Continue makes as many epochs again", func() {
		p.Click("#continue")
		p.Until("the second epoch has ended", func(s State) bool { return s.Phase == "finished" && s.Epoch == 2 && s.Tested == 10000 })
	})
	second := p.State()
	p.Run("the run that Train replaces is offered", func() {
		p.Click("#train")
		p.Until("another run has ended", func(s State) bool {
			return s.Phase == "finished" && s.Epoch == 1 && s.Tested == 10000 && slices.Contains(s.Notices, "previous")
		})
		if s := p.State(); s.Checksum != first.Checksum {
			p.t.Errorf("the same settings end at %s, ended at %s", s.Checksum, first.Checksum)
		}
		if text := p.Text("#notices .notice[data-key=previous] [data-action]"); !strings.HasPrefix(text, "Bring back epoch 2, ") {
			p.t.Errorf("the notice offers %q", text)
		}
		p.Screenshot("rule-previous")
		p.Click(p.Message("previous") + " [data-action]")
		p.Until("it is back", func(s State) bool { return s.Checksum == second.Checksum && s.Epoch == 2 })
	})
	p.Run("dismissed, it is offered under File", func() {
		p.Click(p.Message("previous") + " .dismiss")
		p.FileMenu()
		if text := p.Text("#restoreprevious"); !strings.HasPrefix(text, "Bring back epoch 1, ") {
			p.t.Errorf("File offers %q", text)
		}
		p.untilNamed("button", words(p.t, "en")["file.model"]) // the open menu is in the accessibility tree
		p.allInLandmarks()
		p.Screenshot("rule-file")
		p.Click("#restoreprevious")
		p.Until("the two are exchanged", func(s State) bool { return s.Checksum == first.Checksum })
	})
	if asked := Eval[int](p, "asked"); asked > 0 {
		t.Errorf("the page asked %d times", asked)
	}
}
