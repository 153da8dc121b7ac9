//go:build e2e

package e2e

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Point is a place in the viewport in CSS pixels.
type Point struct{ X, Y float64 }

// Box is where an element lies in the viewport, in CSS pixels.
type Box struct{ X, Y, W, H float64 }

// At is the place at a share of the box's width and height: At(0.5, 0.5) is its centre.
func (b Box) At(x, y float64) Point { return Point{b.X + x*b.W, b.Y + y*b.H} }

// number writes a number as JavaScript reads it.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Box waits for an element, scrolls it into view and returns where it lies.
func (p *Page) Box(selector string) Box {
	p.t.Helper()
	p.WaitFor(fmt.Sprintf("document.querySelector(%q)", selector))
	Eval[chromedp.Void](p, fmt.Sprintf("document.querySelector(%q).scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'})", selector))
	return p.Place(selector)
}

// Place is where an element lies, in view or not.
func (p *Page) Place(selector string) Box {
	p.t.Helper()
	box := Eval[[]float64](p, fmt.Sprintf("(r => [r.x, r.y, r.width, r.height])(document.querySelector(%q).getBoundingClientRect())", selector))
	return Box{box[0], box[1], box[2], box[3]}
}

// Click clicks an element at its centre, or taps it on a touch screen. It waits until the element is enabled, shown there and
// at rest; an element that something else covers cannot be clicked, as by a visitor.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.Frame() // what was done before may move it
	p.Box(selector)
	p.WaitFor(fmt.Sprintf(`(async e => {
		e.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'}); // a swipe may still be moving the page
		const before = e.getBoundingClientRect(), scrolled = scrollY; // a touch in the middle of a swipe only ends it
		await new Promise(globalThis.convlab?.frame ?? requestAnimationFrame);
		const r = e.getBoundingClientRect();
		const top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
		return !e.matches(':disabled') && scrollY === scrolled && r.x === before.x && r.y === before.y && top && (e.contains(top) || top.contains(e) && top.matches('label'));
	})(document.querySelector(%q))`, selector))
	centre := p.Place(selector).At(0.5, 0.5)
	if p.touch {
		p.Stroke(centre)
		return
	}
	p.Hover(centre)
	p.do(chromedp.MouseClickXY(centre.X, centre.Y))
}

// Hover moves the mouse to a place with no button pressed.
func (p *Page) Hover(to Point) {
	p.t.Helper()
	p.do(chromedp.MouseEvent(chromedp.MouseMoved, to.X, to.Y))
}

// Stroke draws through points: with the left button of the mouse, or with a finger on a touch screen. One point is a tap.
func (p *Page) Stroke(points ...Point) {
	p.t.Helper()
	p.Press(points[0])
	for _, to := range points[1:] {
		p.Drag(to)
	}
	p.Release(points[len(points)-1])
}

// Press puts the pen of a stroke down: the left button of the mouse, or a finger.
func (p *Page) Press(at Point) {
	p.t.Helper()
	if p.touch {
		p.finger(input.DispatchTouchEventTypeTouchStart, at)
		return
	}
	p.Hover(at)
	p.do(chromedp.MouseEvent(chromedp.MousePressed, at.X, at.Y, held))
}

// Drag moves the pen on.
func (p *Page) Drag(to Point) {
	p.t.Helper()
	if p.touch {
		p.finger(input.DispatchTouchEventTypeTouchMove, to)
		return
	}
	p.do(chromedp.MouseEvent(chromedp.MouseMoved, to.X, to.Y, held))
}

// Release lifts the pen.
func (p *Page) Release(at Point) {
	p.t.Helper()
	if p.touch {
		p.finger(input.DispatchTouchEventTypeTouchEnd)
		return
	}
	p.do(chromedp.MouseEvent(chromedp.MouseReleased, at.X, at.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
}

// Wheel turns the wheel of the mouse at a place: down for dy above 0, in CSS pixels.
func (p *Page) Wheel(at Point, dy float64) {
	p.t.Helper()
	p.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseWheel, at.X, at.Y, func(m *input.DispatchMouseEventParams) {
		m.DeltaX, m.DeltaY = 1e-6, dy // a zero would be left out, and the browser wants both
	}))
}

func held(m *input.DispatchMouseEventParams) {
	m.Button, m.Buttons, m.ClickCount = input.MouseButtonLeft, 1, 1
}

// finger tells where the one finger is now; nowhere once it is lifted.
func (p *Page) finger(kind input.DispatchTouchEventType, at ...Point) {
	p.t.Helper()
	var points []*input.TouchPoint
	for _, a := range at {
		points = append(points, &input.TouchPoint{X: a.X, Y: a.Y})
	}
	_, err := chromedp.Call(p.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
	p.must(err)
}

// Key presses and releases a key: "Tab", "Shift+Tab", "Enter", "Space", "Escape", "ArrowLeft", "Home", or one character.
func (p *Page) Key(name string) {
	p.t.Helper()
	var modifiers []chromedp.KeyOption
	for {
		modifier, rest, found := strings.Cut(name, "+")
		if !found || rest == "" {
			break
		}
		switch modifier {
		case "Shift":
			modifiers = append(modifiers, chromedp.KeyModifiers(chromedp.ModifierShift))
		case "Ctrl":
			modifiers = append(modifiers, chromedp.KeyModifiers(chromedp.ModifierCtrl))
		default:
			p.t.Fatalf("no modifier is called %q: Shift and Ctrl are", modifier)
		}
		name = rest
	}
	named := map[string]string{
		"Tab": kb.Tab, "Enter": kb.Enter, "Space": " ", "Escape": kb.Escape, "Backspace": kb.Backspace, "Delete": kb.Delete,
		"ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight, "ArrowUp": kb.ArrowUp, "ArrowDown": kb.ArrowDown,
		"Home": kb.Home, "End": kb.End, "PageUp": kb.PageUp, "PageDown": kb.PageDown,
	}
	key, ok := named[name]
	if !ok && len([]rune(name)) != 1 {
		p.t.Fatalf("no key is called %q", name)
	}
	p.do(chromedp.KeyEvent(or(key, name), modifiers...))
}

// Type types text into what has the focus.
func (p *Page) Type(text string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(text))
}

// Choose picks the option with a value in a select, with a change event as the browser sends it for a visitor's choice.
func (p *Page) Choose(selector, value string) {
	p.t.Helper()
	p.Box(selector)
	if !Eval[bool](p, fmt.Sprintf(`((e, value) => {
		if (e.disabled || ![...e.options].some(o => o.value === value && !o.disabled)) return false;
		e.focus();
		e.value = value;
		e.dispatchEvent(new Event('input', {bubbles: true}));
		e.dispatchEvent(new Event('change', {bubbles: true}));
		return true;
	})(document.querySelector(%q), %q)`, selector, value)) {
		p.t.Fatalf("%s has no option %q that can be chosen", selector, value)
	}
}
