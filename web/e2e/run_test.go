//go:build e2e

package e2e

import (
	"testing"
)

func TestTheButtonsOfTheRun(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Script: "globalThis.asked = 0; confirm = () => { asked++; return true; }"})
	p.Ready()
	p.Preset("dense") // its steps are the fastest
	p.Until("the dense network is there", func(s State) bool { return len(s.Network.Layers) == 3 && s.Origin == "pretrained" })
	p.Until("all images are loaded", func(s State) bool { return s.Complete })
	p.Click("#reset")
	fresh := p.Until("the weights are fresh", func(s State) bool { return s.Origin == "untrained" })

	Eval[bool](p, `((bar) => {
		globalThis.heights = [];
		new ResizeObserver(() => heights.push(bar.offsetHeight)).observe(bar);
		return true;
	})(document.getElementById('topbar'))`)

	p.Run("one step is one step", func() {
		for want := 1; want <= 2; want++ {
			p.Click("#step")
			p.Until("it has paused", func(s State) bool { return s.Phase == "paused" && s.Step >= want })
			s := p.fence()
			if s.Step != want || s.Images != want*s.Training.BatchSize || s.Epoch != 0 || s.Checksum == fresh.Checksum {
				p.t.Errorf("after %d single steps: step %d of epoch %d, %d images, checksum %s", want, s.Step, s.Epoch, s.Images, s.Checksum)
			}
		}
	})
	p.slow() // a dense epoch takes a second
	p.Run("pause pauses and continue continues", func() {
		p.Click("#continue")
		p.Until("it runs", func(s State) bool { return s.Phase == "running" && s.Step > 10 })
		p.trainButtonSays("Pause")
		p.WaitFor("document.getElementById('sparkline').checkVisibility()")
		p.Click("#train")
		paused := p.Until("it pauses", func(s State) bool { return s.Phase == "paused" })
		if Eval[bool](p, "document.getElementById('sparkline').checkVisibility()") {
			p.t.Error("a paused training has a sparkline")
		}
		s := p.fence()
		if s.Step != paused.Step || s.Checksum != paused.Checksum || s.Phase != "paused" {
			p.t.Errorf("paused at step %d with %s, then step %d with %s", paused.Step, paused.Checksum, s.Step, s.Checksum)
		}
		p.Click("#continue")
		p.Until("it continues from there", func(s State) bool { return s.Phase == "running" && s.Epoch == 0 && s.Step > paused.Step })
	})
	p.Run("the learning rate changes while it runs", func() {
		// At this rate a step is far below the last bit of any weight, so nothing changes.
		p.Set("training.learning_rate", "1e-30")
		p.fence() // messages arrive in order, so the worker has the rate now
		p.Click("#train")
		still := p.Until("it pauses", func(s State) bool { return s.Phase == "paused" })
		p.Click("#continue")
		later := func(s State, steps int) bool { return s.Epoch > still.Epoch || s.Step > still.Step+steps }
		p.Until("it makes steps", func(s State) bool { return s.Phase == "running" && later(s, 5) })
		p.Click("#train")
		s := p.Until("it pauses", func(s State) bool { return s.Phase == "paused" })
		if s.Checksum != still.Checksum || !later(s, 0) {
			p.t.Errorf("from epoch %d, step %d to %d, %d at a rate of 1e-30 the checksum went from %s to %s", still.Epoch, still.Step, s.Epoch, s.Step, still.Checksum, s.Checksum)
		}
		p.Set("training.learning_rate", "0.001")
		p.Click("#step")
		p.Until("the weights change again", func(s State) bool { return s.Checksum != still.Checksum })
	})
	p.fullSpeed()
	p.Run("reset restores the fresh weights of the seed", func() {
		p.Click("#reset")
		s := p.Until("the weights are fresh", func(s State) bool { return s.Origin == "untrained" && s.Phase == "idle" })
		if s.Checksum != fresh.Checksum || s.Step != 0 || s.Epoch != 0 || s.Scores != 0 {
			p.t.Errorf("step %d of epoch %d, %d points of the curves, checksum %s; want 0, 0, 0, %s", s.Step, s.Epoch, s.Scores, s.Checksum, fresh.Checksum)
		}
	})
	p.Run("one epoch is one epoch", func() {
		p.Set("training.examples", "1000")
		p.Set("training.epochs", "2")
		p.Until("the settings have changed", func(s State) bool { return s.Training.Examples == 1000 && s.Training.Epochs == 2 })
		p.Click("#epoch")
		p.Until("it has paused", func(s State) bool { return s.Phase == "paused" && s.Epoch > 0 })
		if s := p.fence(); s.Epoch != 1 || s.Step != 0 || s.Tested == 0 {
			p.t.Errorf("epoch %d, step %d, tested on %d images; want 1, 0 and some", s.Epoch, s.Step, s.Tested)
		}
		p.Click("#epoch")
		p.Until("the second epoch is the last", func(s State) bool { return s.Phase == "finished" && s.Epoch == 2 })
	})
	p.Run("reset asks nothing, and the replaced weights can be brought back", func() {
		before := p.State().Checksum
		p.Click("#reset")
		p.Until("the weights are fresh", func(s State) bool { return s.Origin == "untrained" && s.HasNotice("previous") })
		p.Click(p.Message("previous") + " [data-action]")
		p.Until("the weights are back", func(s State) bool { return s.Checksum == before && s.Epoch == 2 })
		if asked := Eval[int](p, "asked"); asked > 0 {
			p.t.Errorf("it asked %d times", asked)
		}
	})
	if heights := Eval[[]float64](p, "heights"); len(heights) != 1 { // the observer also reports the first height
		t.Errorf("the top bar had the heights %v, want one: buttons would move under the pointer", heights)
	}
}

// fence asks the worker for two test digits, one after the other, and waits for the predictions. By then the worker has finished
// what it did before.
func (p *Page) fence() State {
	p.t.Helper()
	var s State
	for range 2 {
		before := p.State().Seen
		p.PadTool("#random")
		s = p.Until("another digit is read", func(s State) bool { return s.Seen != before && s.Answered() })
	}
	return s
}
