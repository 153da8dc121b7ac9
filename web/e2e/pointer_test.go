//go:build e2e

package e2e

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"convlab/engine/drawing"
	"convlab/engine/sharelink"
)

// Inked waits until the strokes in the page's URL, which changes with a delay, are as wanted, and returns them.
func (p *Page) Inked(wanted string, is func([]drawing.Stroke) bool) []drawing.Stroke {
	p.t.Helper()
	var strokes []drawing.Stroke
	for end := time.Now().Add(timeout); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		strokes = nil
		if hash := p.hash(); hash != "" {
			l, err := sharelink.Decode(hash)
			p.must(err)
			strokes = l.Drawing.Strokes
		}
		if is(strokes) {
			return strokes
		}
	}
	p.t.Fatalf("%s: the pad has %s", wanted, ways(strokes))
	return nil
}

// Strokes waits for n strokes.
func (p *Page) Strokes(n int) []drawing.Stroke {
	p.t.Helper()
	return p.Inked(fmt.Sprintf("%d strokes", n), func(s []drawing.Stroke) bool { return len(s) == n })
}

// ways formats strokes briefly: their first and last points.
func ways(strokes []drawing.Stroke) (text string) {
	for _, s := range strokes {
		first, last := s.Points[0], s.Points[len(s.Points)-1]
		text += fmt.Sprintf("[%.3f %.3f to %.3f %.3f, %d points, joined %v] ", first.X, first.Y, last.X, last.Y, len(s.Points), s.Joined)
	}
	return text + fmt.Sprintf("(%d strokes)", len(strokes))
}

// between reports whether a stroke goes from one point of the pad to another, within a CSS pixel or two.
func between(s drawing.Stroke, from, to Point) bool {
	near := func(p drawing.Point, at Point) bool {
		return math.Hypot(float64(p.X)-at.X, float64(p.Y)-at.Y) < 0.01
	}
	return near(s.Points[0], from) && near(s.Points[len(s.Points)-1], to)
}

// mouse sends an event of the mouse or the pen. held has the bits of the pressed buttons.
func (p *Page) mouse(kind input.DispatchMouseEventType, device input.DispatchMouseEventPointerType, button input.MouseButton, held int64, at Point) {
	p.t.Helper()
	p.do(chromedp.MouseEvent(kind, at.X, at.Y, func(m *input.DispatchMouseEventParams) {
		m.PointerType, m.Button, m.Buttons, m.ClickCount = device, button, held, 1
	}))
}

// fingers sends a touch event with the positions of the fingers, at a time of the test.
func (p *Page) fingers(kind input.DispatchTouchEventType, at input.TimeSinceEpoch, fingers ...*input.TouchPoint) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: fingers, Timestamp: at})
	p.must(err)
}

func TestInkEndsAtTheEdgeOfThePad(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true})
	p.Ready()
	pad := p.Box("#pad")

	p.Run("out, back on, and one undo", func() {
		p.Stroke(pad.At(0.5, 0.5), pad.At(0.9, 0.5), pad.At(1.2, 0.5), pad.At(1.2, 0.6), pad.At(1.2, 0.7), pad.At(0.8, 0.7), pad.At(0.5, 0.7))
		s := p.Strokes(2)
		if !between(s[0], Point{0.5, 0.5}, Point{1, 0.5}) || !between(s[1], Point{1, 0.7}, Point{0.5, 0.7}) || s[0].Points[len(s[0].Points)-1].X != 1 || s[1].Points[0].X != 1 || !s[1].Joined {
			p.t.Errorf("drew %s", ways(s))
		}
		p.Screenshot("edge-out-and-back")
		p.Click("#undo")
		p.Strokes(0)
	})
	p.Run("a gesture is still one after a reload", func() {
		p.Stroke(pad.At(0.5, 0.5), pad.At(1.2, 0.5), pad.At(1.2, 0.7), pad.At(0.5, 0.7))
		p.Strokes(2)
		p.Reload()
		p.Ready()
		p.Strokes(2)
		p.Click("#undo")
		p.Strokes(0)
	})
	p.Run("across the pad between two samples outside", func() {
		p.Stroke(pad.At(0.5, 0.1), pad.At(1.2, 0.1), pad.At(1.2, 0.4), pad.At(-0.05, 0.4), pad.At(-0.05, 0.8))
		s := p.Strokes(2)
		if !between(s[1], Point{1, 0.4}, Point{0, 0.4}) {
			p.t.Errorf("drew %s", ways(s))
		}
		p.Click("#clear")
		p.Strokes(0)
	})
	p.Run("the eraser, too", func() {
		p.Click(`#padtools label:has([name=tool][value=eraser])`)
		p.Stroke(pad.At(0.5, 0.5), pad.At(0.5, 1.05), pad.At(0.7, 1.05), pad.At(0.7, 0.5))
		s := p.Strokes(2)
		if !s[0].Eraser || !s[1].Eraser || !between(s[0], Point{0.5, 0.5}, Point{0.5, 1}) || !between(s[1], Point{0.7, 1}, Point{0.7, 0.5}) {
			p.t.Errorf("erased %s", ways(s))
		}
	})
}

// The stroke leaves the pad at the bottom and ends on the right. With ink along the border the shipped convnet read a 6, by 99.99 %.
func TestAOneThatLeavesThePadIsStillAOne(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true})
	p.Ready()
	pad := p.Box("#pad")
	p.Stroke(pad.At(0.5, 0.1), pad.At(0.5, 0.5), pad.At(0.5, 0.9), pad.At(0.5, 1.03), pad.At(0.8, 1.03), pad.At(1.05, 1.03), pad.At(1.05, 0.6))
	if s := p.Until("the stroke is read", State.Answered); s.Prediction != 1 {
		t.Errorf("read as %d, %v", s.Prediction, s.Probabilities)
	}
}

func TestOtherButtonsDoNotEndAStroke(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true})
	p.Ready()
	pad := p.Box("#pad")
	Eval[chromedp.Void](p, "globalThis.menus = []; addEventListener('contextmenu', e => menus.push(e.defaultPrevented))")
	const left, right, middle = 1, 2, 4
	mouse := func(kind input.DispatchMouseEventType, button input.MouseButton, held int64, x, y float64) {
		p.t.Helper()
		p.mouse(kind, input.DispatchMouseEventPointerTypeMouse, button, held, pad.At(x, y))
	}
	p.Run("the right and the middle button in a stroke", func() {
		mouse(chromedp.MousePressed, input.MouseButtonLeft, left, 0.1, 0.2)
		mouse(chromedp.MouseMoved, input.MouseButtonLeft, left, 0.2, 0.2)
		mouse(chromedp.MousePressed, input.MouseButtonRight, left|right, 0.2, 0.2)
		mouse(chromedp.MouseMoved, input.MouseButtonLeft, left|right, 0.4, 0.2)
		mouse(chromedp.MouseReleased, input.MouseButtonRight, left, 0.4, 0.2)
		mouse(chromedp.MousePressed, input.MouseButtonMiddle, left|middle, 0.4, 0.2)
		mouse(chromedp.MouseReleased, input.MouseButtonMiddle, left, 0.4, 0.2)
		mouse(chromedp.MouseMoved, input.MouseButtonLeft, left, 0.6, 0.2)
		mouse(chromedp.MouseReleased, input.MouseButtonLeft, 0, 0.6, 0.2)
		mouse(chromedp.MouseMoved, input.MouseButtonNone, 0, 0.9, 0.9)
		if s := p.Strokes(1); !between(s[0], Point{0.1, 0.2}, Point{0.6, 0.2}) {
			p.t.Errorf("drew %s", ways(s))
		}
		if menus := Eval[[]bool](p, "menus"); len(menus) == 0 || slices.Contains(menus, false) {
			p.t.Errorf("contextmenu events that were prevented: %v, want at least one, and all true", menus)
		}
	})
	p.Run("the left button is released while the right one is held", func() {
		mouse(chromedp.MousePressed, input.MouseButtonLeft, left, 0.1, 0.5)
		mouse(chromedp.MouseMoved, input.MouseButtonLeft, left, 0.3, 0.5)
		mouse(chromedp.MousePressed, input.MouseButtonRight, left|right, 0.3, 0.5)
		mouse(chromedp.MouseReleased, input.MouseButtonLeft, right, 0.3, 0.5)
		mouse(chromedp.MouseMoved, input.MouseButtonRight, right, 0.9, 0.5)
		mouse(chromedp.MouseReleased, input.MouseButtonRight, 0, 0.9, 0.5)
		p.Stroke(pad.At(0.1, 0.8), pad.At(0.3, 0.8)) // when this is there, all events before it were handled
		if s := p.Strokes(3); !between(s[1], Point{0.1, 0.5}, Point{0.3, 0.5}) || !between(s[2], Point{0.1, 0.8}, Point{0.3, 0.8}) {
			p.t.Errorf("drew %s", ways(s))
		}
	})
}

func TestPalmsAndPinchesLeaveNoInk(t *testing.T) {
	p := Open(t, Visit{W: 820, H: 1180, Touch: true, NoWebGL: true})
	p.Ready()
	pad := p.Box("#pad")
	now := float64(time.Now().UnixMilli()) / 1000
	at := func(ms int) input.TimeSinceEpoch { return input.TimeSinceEpoch(now + float64(ms)/1000) }
	finger := func(id int, x, y float64) *input.TouchPoint {
		place := pad.At(x, y)
		return &input.TouchPoint{X: place.X, Y: place.Y, ID: new(float64(id))}
	}
	const start, move, end = input.DispatchTouchEventTypeTouchStart, input.DispatchTouchEventTypeTouchMove, input.DispatchTouchEventTypeTouchEnd
	// last draws another stroke, the n-th on the pad: when it is there, all events before it were handled.
	last := func(n int) []drawing.Stroke {
		p.t.Helper()
		p.fingers(start, at(20_000), finger(9, 0.1, 0.9))
		p.fingers(move, at(20_050), finger(9, 0.3, 0.9))
		p.fingers(end, at(20_100))
		s := p.Inked(fmt.Sprintf("%d strokes, the last at 0.9", n), func(s []drawing.Stroke) bool {
			return len(s) > 0 && between(s[len(s)-1], Point{0.1, 0.9}, Point{0.3, 0.9})
		})
		if len(s) != n {
			p.t.Errorf("drew %s, want %d strokes", ways(s), n)
		}
		p.Click("#clear")
		p.Strokes(0)
		now += 60
		return s
	}
	p.Run("two fingers within 300 ms", func() {
		p.fingers(start, at(0), finger(1, 0.3, 0.3))
		p.fingers(move, at(100), finger(1, 0.4, 0.3))
		p.fingers(start, at(250), finger(1, 0.4, 0.3), finger(2, 0.7, 0.7))
		p.fingers(move, at(300), finger(1, 0.2, 0.2), finger(2, 0.8, 0.8))
		p.fingers(end, at(400))
		last(1)
	})
	p.Run("a second finger later", func() {
		p.fingers(start, at(0), finger(1, 0.3, 0.3))
		p.fingers(move, at(100), finger(1, 0.4, 0.3))
		p.fingers(start, at(350), finger(1, 0.4, 0.3), finger(2, 0.7, 0.7))
		p.fingers(move, at(400), finger(1, 0.5, 0.3), finger(2, 0.8, 0.8))
		p.fingers(end, at(500))
		if s := last(2); !between(s[0], Point{0.3, 0.3}, Point{0.5, 0.3}) {
			p.t.Errorf("drew %s", ways(s))
		}
	})
	p.Run("a palm, then the pen", func() {
		pen := func(kind input.DispatchMouseEventType, button input.MouseButton, held int64, x, y float64) {
			p.t.Helper()
			p.mouse(kind, input.DispatchMouseEventPointerTypePen, button, held, pad.At(x, y))
		}
		p.fingers(start, at(0), finger(1, 0.8, 0.8))
		p.fingers(move, at(100), finger(1, 0.8, 0.7))
		pen(chromedp.MousePressed, input.MouseButtonLeft, 1, 0.2, 0.2)
		pen(chromedp.MouseMoved, input.MouseButtonLeft, 1, 0.3, 0.2)
		p.fingers(move, at(300), finger(1, 0.8, 0.6))
		pen(chromedp.MouseMoved, input.MouseButtonLeft, 1, 0.4, 0.2)
		pen(chromedp.MouseReleased, input.MouseButtonLeft, 0, 0.4, 0.2)
		p.fingers(end, at(400))
		if s := last(2); !between(s[0], Point{0.2, 0.2}, Point{0.4, 0.2}) {
			p.t.Errorf("drew %s", ways(s))
		}
	})
}
