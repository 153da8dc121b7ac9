//go:build e2e

package e2e

import "testing"

// The example is not the visitor's: links do not have it, and the first stroke takes it away.
func TestAnExampleIsOnThePadUntilTheVisitorDraws(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true})
	s := p.Until("the example is read", func(s State) bool { return s.Answered() && s.Prediction == 3 })
	p.WaitFor("document.getElementById('padnote').innerText !== '' && !document.getElementById('padnote').innerText.includes('here')")
	note := p.Text("#padnote")
	if want := words(t, "en")["pad.example"]; note != want {
		t.Errorf("it says %q, want %q", note, want)
	}
	if !Eval[bool](p, "document.getElementById('intro').checkVisibility()") {
		t.Error("the words for a new visitor are not shown")
	}
	pad := p.Box("#pad")
	p.Stroke(pad.At(0.5, 0.2), pad.At(0.5, 0.5), pad.At(0.5, 0.8))
	if strokes := p.Strokes(1); !between(strokes[0], Point{0.5, 0.2}, Point{0.5, 0.8}) {
		t.Errorf("drew %s", ways(strokes))
	}
	now := p.Until("the stroke is read", func(now State) bool { return now.Seen != s.Seen && now.Answered() })
	if now.Prediction != 1 {
		t.Errorf("the stroke was read as %d", now.Prediction)
	}
	if Eval[bool](p, "document.getElementById('intro').checkVisibility()") {
		t.Error("the words for a new visitor are still shown")
	}
	p.Click("#undo")
	p.Until("the example does not come back", func(s State) bool { return !s.Ink })
}
