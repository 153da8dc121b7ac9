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

// Point is a position in the viewport in CSS pixels.
type Point struct{ X, Y float64 }

// Box is the rectangle of an element in the viewport, in CSS pixels.
type Box struct{ X, Y, W, H float64 }

// At returns the point at fractions of the box's width and height: At(0.5, 0.5) is its centre.
func (b Box) At(x, y float64) Point { return Point{b.X + x*b.W, b.Y + y*b.H} }

// number formats a number for JavaScript.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Box waits for an element, scrolls it into view and returns its box.
func (p *Page) Box(selector string) Box {
	p.t.Helper()
	p.WaitFor(fmt.Sprintf("document.querySelector(%q)", selector))
	Eval[chromedp.Void](p, fmt.Sprintf("document.querySelector(%q).scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'})", selector))
	return p.Place(selector)
}

// Place returns the box of an element, in view or not.
func (p *Page) Place(selector string) Box {
	p.t.Helper()
	box := Eval[[]float64](p, fmt.Sprintf("(r => [r.x, r.y, r.width, r.height])(document.querySelector(%q).getBoundingClientRect())", selector))
	return Box{box[0], box[1], box[2], box[3]}
}

// Click clicks an element at its centre, or taps it on a touch screen. It waits until the element is enabled, does not move and is
// not covered at that point.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.Frame() // earlier input may move it
	p.Box(selector)
	p.WaitFor(fmt.Sprintf(`(async e => {
		e.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'}); // a swipe may still move the page
		const before = e.getBoundingClientRect(), scrolled = scrollY; // a touch during a swipe would only end it
		await new Promise(globalThis.convlab?.frame ?? requestAnimationFrame);
		const r = e.getBoundingClientRect();
		const top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
		return !e.matches(':disabled') && scrollY === scrolled && r.x === before.x && r.y === before.y && top && (e.contains(top) || top.contains(e) && top.matches('label'));
	})(document.querySelector(%q))`, selector))
	centre := p.Place(selector).At(0.5, 0.5)
	if p.touch { // the browser makes the click after it has answered the touch
		Eval[chromedp.Void](p, "globalThis.tapped = false; addEventListener('click', () => { tapped = true; }, {capture: true, once: true})")
		p.Stroke(centre)
		p.WaitFor("tapped")
		return
	}
	p.Hover(centre)
	p.do(chromedp.MouseClickXY(centre.X, centre.Y))
}

// Hover moves the mouse to a point with no button pressed.
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

// Press begins a stroke: with the left button of the mouse, or with a finger.
func (p *Page) Press(at Point) {
	p.t.Helper()
	if p.touch {
		p.finger(input.DispatchTouchEventTypeTouchStart, at)
		return
	}
	p.Hover(at)
	p.do(chromedp.MouseEvent(chromedp.MousePressed, at.X, at.Y, held))
}

// Drag continues the stroke.
func (p *Page) Drag(to Point) {
	p.t.Helper()
	if p.touch {
		p.finger(input.DispatchTouchEventTypeTouchMove, to)
		return
	}
	p.do(chromedp.MouseEvent(chromedp.MouseMoved, to.X, to.Y, held))
}

// Release ends the stroke.
func (p *Page) Release(at Point) {
	p.t.Helper()
	if p.touch {
		p.finger(input.DispatchTouchEventTypeTouchEnd)
		return
	}
	p.do(chromedp.MouseEvent(chromedp.MouseReleased, at.X, at.Y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
}

// Wheel turns the wheel of the mouse at a point: down for dy above 0, in CSS pixels.
func (p *Page) Wheel(at Point, dy float64) {
	p.t.Helper()
	p.do(chromedp.MouseEvent(input.DispatchMouseEventTypeMouseWheel, at.X, at.Y, func(m *input.DispatchMouseEventParams) {
		m.DeltaX, m.DeltaY = 1e-6, dy // zero would be omitted, and the browser needs both
	}))
}

func held(m *input.DispatchMouseEventParams) {
	m.Button, m.Buttons, m.ClickCount = input.MouseButtonLeft, 1, 1
}

// finger sends a touch event with the position of one finger, or with none when it is lifted.
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
			p.t.Fatalf("unknown modifier %q: use Shift or Ctrl", modifier)
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
		p.t.Fatalf("unknown key %q", name)
	}
	p.do(chromedp.KeyEvent(or(key, name), modifiers...))
}

// Type types text into the element that has the focus.
func (p *Page) Type(text string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(text))
}

// Choose selects the option with a value in a select element, with the browser's events of a user's choice.
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

// Fill replaces the value of a field and confirms it with Enter.
func (p *Page) Fill(selector, value string) {
	p.t.Helper()
	p.Click(selector)
	p.Key("Ctrl+a")
	p.Type(value)
	p.Key("Enter")
}
