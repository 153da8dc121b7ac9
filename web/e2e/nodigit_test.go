//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// labelled reports whether the stage has a label with this text.
func (p *Page) labelled(text string) bool {
	p.t.Helper()
	return strings.Contains("\n"+Eval[string](p, `[...document.querySelectorAll('#labels > *')].map((e) => e.textContent).join('\n')`)+"\n", "\n"+text+"\n")
}

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

// A scribble is reported in place of the prediction, also by a screen reader, until the pad changes. The bars stay. A drawn digit is
// not a scribble.
func TestAScribbleIsReported(t *testing.T) {
	p := Open(t, Visit{W: 1440, H: 900})
	p.Ready()
	p.scribble()
	s := p.Until("the scribble is found", func(s State) bool { return s.NoDigit == "scribble" && s.Answered() })
	p.Frame()
	if !p.labelled("no digit: a scribble") || p.labelled("reads "+number(float64(s.Prediction))) {
		t.Error("the stage does not report a scribble in place of the prediction")
	}
	if len(s.Probabilities) != 10 || !p.labelled(number(float64(s.Prediction))) {
		t.Errorf("the bars are gone: %v", s.Probabilities)
	}
	if got := p.Text("#prediction caption"); got != "no digit: a scribble" {
		t.Errorf("the caption of the probabilities is %q", got)
	}
	p.WaitFor(`document.getElementById('announcer').textContent.startsWith('no digit: a scribble.')`)
	p.Screenshot("nodigit-en-1440")

	p.Click("#undo")
	if s := p.State(); s.NoDigit != "" {
		t.Errorf("Undo left it %q", s.NoDigit)
	}
	s = p.Draw(digits(t)[3])
	p.WaitFor(`new Promise((judged) => { setTimeout(() => judged(true), 1500); })`) // three ticks
	if s = p.State(); s.NoDigit != "" || !p.labelled("reads "+number(float64(s.Prediction))) {
		t.Errorf("a drawn 3 is reported as %q, or the stage does not show the prediction %d", s.NoDigit, s.Prediction)
	}
	p.Screenshot("nodigit-digit-1440")

	p.Resize(Visit{W: 390, H: 844})
	p.Language()
	p.Until("the page is Korean", func(s State) bool { return s.Language == "ko" })
	p.Click("#clear")
	p.scribble()
	p.Until("the scribble is found", func(s State) bool { return s.NoDigit == "scribble" })
	p.Frame()
	if !p.labelled("숫자가 아님: 낙서") {
		t.Error("the Korean page does not report it")
	}
	p.Screenshot("nodigit-ko-390")
	Eval[bool](p, "scrollTo(0, document.querySelector('#stage').getBoundingClientRect().top + scrollY + 380), true")
	p.Frame()
	p.Screenshot("nodigit-ko-390-bars")
}
