//go:build e2e

package e2e

import (
	"fmt"
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

// Box waits for an element, scrolls it into view and returns where it lies.
func (p *Page) Box(selector string) Box {
	p.t.Helper()
	p.WaitFor(fmt.Sprintf("document.querySelector(%q)", selector))
	box := Eval[[]float64](p, fmt.Sprintf(`(e => {
		e.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'});
		const r = e.getBoundingClientRect();
		return [r.x, r.y, r.width, r.height];
	})(document.querySelector(%q))`, selector))
	return Box{box[0], box[1], box[2], box[3]}
}

// Click clicks an element at its centre, or taps it on a touch screen. It waits until the element is enabled and shown
// there; an element that something else covers cannot be clicked, as by a visitor.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.Box(selector) // scrolls
	p.WaitFor(fmt.Sprintf(`(e => {
		const r = e.getBoundingClientRect();
		const top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
		return !e.matches(':disabled') && top && (e.contains(top) || top.contains(e) && top.matches('label'));
	})(document.querySelector(%q))`, selector))
	centre := p.Box(selector).At(0.5, 0.5)
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
	if p.touch {
		p.finger(points)
		return
	}
	first, last := points[0], points[len(points)-1]
	held := func(m *input.DispatchMouseEventParams) {
		m.Button, m.Buttons, m.ClickCount = input.MouseButtonLeft, 1, 1
	}
	p.Hover(first)
	p.do(chromedp.MouseEvent(chromedp.MousePressed, first.X, first.Y, held))
	for _, to := range points[1:] {
		p.do(chromedp.MouseEvent(chromedp.MouseMoved, to.X, to.Y, held))
	}
	p.do(chromedp.MouseEvent(chromedp.MouseReleased, last.X, last.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
}

// finger puts a finger down at the first point, moves it through the others and lifts it.
func (p *Page) finger(points []Point) {
	p.t.Helper()
	send := func(kind input.DispatchTouchEventType, at ...*input.TouchPoint) {
		_, err := chromedp.Call(p.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: at})
		p.must(err)
	}
	for i, at := range points {
		kind := input.DispatchTouchEventTypeTouchMove
		if i == 0 {
			kind = input.DispatchTouchEventTypeTouchStart
		}
		send(kind, &input.TouchPoint{X: at.X, Y: at.Y})
	}
	send(input.DispatchTouchEventTypeTouchEnd)
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
