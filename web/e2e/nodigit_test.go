//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// scribble draws a zigzag over most of the pad.
func (p *Page) scribble() {
	p.t.Helper()
	pad := p.Box("#pad")
	var points []Point
	for i := range 13 {
		points = append(points, pad.At(0.1+float64(i)/16, 0.2+0.6*float64(i%2)))
	}
	p.Stroke(points...)
}

// answers fails the test if the answer is not this numeral with this caption.
func (p *Page) answers(numeral, caption string) {
	p.t.Helper()
	p.Frame()
	if got := [2]string{p.Text("#numeral"), p.Text("#answercaption")}; got != [2]string{numeral, caption} {
		p.t.Errorf("the answer is %q", got)
	}
}

// A scribble is reported in place of the prediction, also by a screen reader, until the pad changes. The bars stay. A drawn digit is
// not a scribble.
func TestAScribbleIsReported(t *testing.T) {
	p := Open(t, Visit{W: 1440, H: 900})
	p.Ready()
	p.scribble()
	s := p.Until("the scribble is found", func(s State) bool { return s.NoDigit == "scribble" && s.Answered() })
	p.answers("–", "not a digit: a scribble")
	if row := strings.Fields(p.Text("#prediction tr.top")); len(s.Probabilities) != 10 || len(row) < 2 || row[0] != number(float64(s.Prediction)) {
		t.Errorf("the highest bar says %q, the probabilities are %v", row, s.Probabilities)
	}
	if got := p.Text("#prediction caption"); got != "not a digit: a scribble" {
		t.Errorf("the caption of the probabilities is %q", got)
	}
	p.WaitFor(`document.getElementById('announcer').textContent.startsWith('not a digit: a scribble.')`)
	p.Screenshot("nodigit-en-1440")

	p.Click("#undo")
	if s := p.State(); s.NoDigit != "" {
		t.Errorf("Undo left it %q", s.NoDigit)
	}
	s = p.Draw(digits(t)[3])
	p.WaitFor(`new Promise((judged) => { setTimeout(() => judged(true), 1500); })`) // three ticks
	if s = p.State(); s.NoDigit != "" || p.Text("#numeral") != number(float64(s.Prediction)) {
		t.Errorf("a drawn 3 is reported as %q, and the answer shows %s for the prediction %d", s.NoDigit, p.Text("#numeral"), s.Prediction)
	}
	p.Screenshot("nodigit-digit-1440")

	p.Resize(Visit{W: 390, H: 844})
	p.Language()
	p.Until("the page is Korean", func(s State) bool { return s.Language == "ko" })
	p.Click("#clear")
	p.scribble()
	p.Until("the scribble is found", func(s State) bool { return s.NoDigit == "scribble" && s.Answered() })
	p.answers("–", "숫자가 아님: 낙서")
	p.Screenshot("nodigit-ko-390")
	p.Box("#answercaption")
	p.Frame()
	p.Screenshot("nodigit-ko-390-end")
}
