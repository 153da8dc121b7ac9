//go:build js && wasm

package dom

import "strconv"

// Label is a text at a position, in CSS pixels from the left and top of its
// container.
type Label struct {
	Rect  Rect
	Text  string
	Size  float64 // of the font
	Color string  // class of style.css
	Align string  // "", "center" or "right"
	Bold  bool
	Wrap  bool // several lines from the top; otherwise one, vertically centred
}

// Labels is a pool of spans that shows any number of labels.
type Labels struct {
	Parent *Element
	spans  []*Element
	shown  []Label
}

// Show shows these labels and updates only the spans whose label changed.
func (l *Labels) Show(labels []Label) {
	for len(l.spans) < len(labels) {
		span := Make("span")
		l.Parent.Append(span)
		l.spans = append(l.spans, span)
		l.shown = append(l.shown, Label{})
	}
	for i, span := range l.spans {
		if i >= len(labels) {
			span.Flag("hidden", true)
			continue
		}
		span.Flag("hidden", false)
		if labels[i] != l.shown[i] {
			span.label(labels[i])
			l.shown[i] = labels[i]
		}
	}
}

func (e *Element) label(l Label) {
	e.Text(l.Text)
	e.Style("left", Px(l.Rect.X))
	e.Style("top", Px(l.Rect.Y))
	e.Style("width", Px(l.Rect.W))
	e.Style("height", Px(l.Rect.H))
	e.Style("font-size", Px(l.Size))
	height := Px(l.Rect.H)
	class := l.Color + " " + l.Align
	if l.Wrap {
		height = "1.4"
		class += " wrap"
	}
	if l.Bold {
		class += " bold"
	}
	e.Style("line-height", height)
	e.Attr("class", class)
}

// Px formats a length in CSS pixels for Style.
func Px(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) + "px" }

// MoveTo sets the position of e in its container, and its width.
func (e *Element) MoveTo(r Rect) {
	e.Style("left", Px(r.X))
	e.Style("top", Px(r.Y))
	e.Style("width", Px(r.W))
}
