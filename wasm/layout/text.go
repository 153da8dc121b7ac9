package layout

import (
	"convlab/wasm/scene"
	"unicode/utf8"
)

// label adds a line of text.
func (c *canvas) label(r scene.Rect, size float32, color scene.Color, text string) *scene.Label {
	c.Labels = append(c.Labels, scene.Label{Rect: r, Text: text, Size: size, Color: color})
	return &c.Labels[len(c.Labels)-1]
}

// caption adds a wrapped text and returns the y of its lower edge.
func (c *canvas) caption(x, y, w, size float32, color scene.Color, text string) float32 {
	if text == "" {
		return y
	}
	h := textHeight(text, size, w)
	l := c.label(scene.Rect{X: x, Y: y, W: w, H: h}, size, color, text)
	l.Wrap = true
	return y + h
}

// textHeight is an upper estimate of the height of a wrapped text, which the browser sets.
func textHeight(text string, size, width float32) float32 {
	lines := int(textWidth(text, size)/(width*0.92)) + 1
	return float32(lines) * size * lineHeight
}

// textWidth estimates the width of a text in one line.
func textWidth(text string, size float32) (w float32) {
	for _, r := range text {
		w += runeWidth(r) * size
	}
	return w
}

// runeWidth is a rune's usual width in ems: Hangul fills its square.
func runeWidth(r rune) float32 {
	if utf8.RuneLen(r) >= 3 && r >= 0x1100 {
		return 0.95
	}
	return 0.55
}
