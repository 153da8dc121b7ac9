package river

import "convlab/wasm/scene"

// Plus is the place of a button on the river that adds a layer.
type Plus struct {
	Rect    scene.Rect // empty where a column next to it is scrolled out
	Before  int        // the layer of the model before which the new one is added
	Pooling bool       // pooling can be added here, too: the layer before is a convolution without one
}

// The sides of the button.
const (
	plusSide      = 18
	phonePlusSide = 24
)

// operatorFrame is the margin around an operator, in CSS pixels.
const operatorFrame = 8

// BelowPluses moves an operator down as far as a button covers it or its frame.
func (r *River) BelowPluses(operator scene.Rect) scene.Rect {
	for _, p := range r.Pluses {
		b := p.Rect
		if b.W > 0 && operator.X-operatorFrame < b.X+b.W && b.X < operator.X+operator.W+operatorFrame &&
			operator.Y-operatorFrame < b.Y+b.H && b.Y < operator.Y+operator.H+operatorFrame {
			operator.Y = b.Y + b.H + operatorFrame
		}
	}
	return operator
}

// pluses finds the places before each convolution and before the layer that flattens.
func (l *layouter) pluses() {
	if l.view.ReadOnly {
		return
	}
	for i := 2; i < len(l.Columns); i++ {
		c, before := &l.Columns[i], &l.Columns[i-1]
		if c.Kind != ConvolutionColumn && i != l.network.head {
			continue
		}
		p := Plus{Before: c.Layers[0], Pooling: before.Kind == ConvolutionColumn}
		if !c.Hidden && !before.Hidden {
			p.Rect = l.plus(i)
		}
		l.Pluses = append(l.Pluses, p)
	}
}

// plus is the place of the button before column i.
func (l *layouter) plus(i int) scene.Rect {
	x, y := l.plusAt(i)
	side := float64(plusSide)
	if l.Mode == Tall {
		side = phonePlusSide
	}
	return l.rect(x-side/2, y-side/2, side, side)
}

// plusAt is the middle of the button before column i: on the upper edge of the river,
// between the columns or where the river enters a line; on a phone, below a map.
func (l *layouter) plusAt(i int) (x, y float64) {
	c, before := &l.Columns[i], &l.Columns[i-1]
	if l.Mode == Tall {
		return float64(before.Box.X+before.Box.W) - phonePlusSide*3/4, float64(before.Box.Y+before.Box.H) + phoneGap
	}
	start, river := c.Rect.X, c.Box.Y
	if l.Opened != nil && l.Opened.Column == i {
		start, river = l.Opened.Rect.X, l.Opened.Rect.Y
	}
	x, y = float64(before.Rect.X+before.Rect.W+start)/2, l.Lines[c.Line].top()
	if c.Line != before.Line {
		return wrapGutter / 2, y
	}
	if edge := float64(min(before.Box.Y, river)); edge > y+plusSide/4 { // between small maps
		y = edge
	}
	return x, y
}
