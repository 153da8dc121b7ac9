//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// Digit is a drawing of engine/drawing/testdata/digits.json. The points of its strokes are in units of the pad's side.
type Digit struct {
	Label   int
	Strokes []struct{ Points []Point }
}

// digits returns ten drawings, one of each digit, 0 first.
func digits(t *testing.T) []Digit {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "engine", "drawing", "testdata", "digits.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list []Digit
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// Clear empties the pad. A page that was opened without a drawing has an example there.
func (p *Page) Clear() {
	p.t.Helper()
	p.Click("#clear")
	p.Until("the pad is empty", func(s State) bool { return !s.Ink })
}

// PadTool clicks a tool of the pad. Where the page is low, some are in a popover.
func (p *Page) PadTool(selector string) {
	p.t.Helper()
	p.Frame() // earlier input may close the popover
	if !Eval[bool](p, fmt.Sprintf("document.querySelector(%q).checkVisibility()", selector)) {
		p.Click("#padmorebutton")
	}
	p.Click(selector)
}

// TestDigit puts a test image of a digit on the pad and waits until the network has read it.
func (p *Page) TestDigit(digit int) State {
	p.t.Helper()
	p.PadTool(fmt.Sprintf("#digits button:nth-child(%d)", digit+1))
	return p.Until(fmt.Sprintf("a test %d is read", digit), func(s State) bool { return s.Digit == digit && s.Answered() })
}

// Routed waits until the page shows how the score of the digit came about, and returns the state. A new drawing is read before that.
func (p *Page) Routed(digit int) State {
	p.t.Helper()
	p.WaitFor(fmt.Sprintf("/\\b%d(’s| has) /.test(document.getElementById('answercaption').innerText)", digit))
	return p.State()
}

// Draw clears the pad, draws a digit with every third point and waits until the network has read it.
func (p *Page) Draw(d Digit) State {
	p.t.Helper()
	p.Clear()
	pad := p.Box("#pad")
	for _, stroke := range d.Strokes {
		var points []Point
		for i, at := range stroke.Points {
			if i%3 == 0 || i == len(stroke.Points)-1 {
				points = append(points, pad.At(at.X, at.Y))
			}
		}
		p.Stroke(points...)
	}
	return p.Until(fmt.Sprintf("the drawn %d is read", d.Label), State.Answered)
}

func TestThePretrainedNetworkReadsDrawnDigits(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true})
	before := p.Ready()
	if before.Origin != "pretrained" || before.Phase != "idle" {
		t.Fatalf("the network is %s and %s, want pretrained and idle", before.Origin, before.Phase)
	}
	right := 0
	for _, d := range digits(t) {
		s := p.Draw(d)
		if s.Prediction == d.Label {
			right++
		} else {
			t.Logf("the drawn %d was read as %d", d.Label, s.Prediction)
		}
		if want := fmt.Sprintf("%d", s.Prediction); Eval[string](p, "document.querySelector('#prediction tr.top th').innerText") != want {
			t.Errorf("the table of probabilities does not lead with %s", want)
		}
		p.Screenshot(fmt.Sprintf("digit-%d", d.Label))
	}
	if right < 9 {
		t.Errorf("%d of 10 drawn digits were read right, want at least 9", right)
	}
}

func TestPredictionAndMapsFollowThePen(t *testing.T) {
	p := Open(t, Visit{})
	p.Ready()
	pad := p.Box("#pad")
	stroke := digits(t)[0].Strokes[0].Points // the zero is one long stroke
	seen := map[string]bool{}
	p.Press(pad.At(stroke[0].X, stroke[0].Y))
	for i, at := range stroke[1:] {
		p.Drag(pad.At(at.X, at.Y))
		if i%8 == 7 { // the pen is still down: the unfinished stroke must be read
			s := p.Until("the unfinished stroke is read", State.Answered)
			seen[s.Layers[1].Hash] = true
		}
	}
	// 40 moves, so the maps were read five times, each time with more ink.
	if len(seen) != 5 {
		t.Errorf("the maps of the first layer had %d states while the pen was down, want 5", len(seen))
	}
	last := stroke[len(stroke)-1]
	p.Release(pad.At(last.X, last.Y))
	if s := p.Until("the whole stroke is read", State.Answered); s.Prediction != 0 {
		t.Errorf("the zero was read as %d", s.Prediction)
	}
}
