package layout

import (
	"convlab/wasm/scene"
	"unicode/utf8"
)

// say puts one line of text at r.
func (c *canvas) say(r scene.Rect, size float32, color scene.Color, text string) *scene.Label {
	c.Labels = append(c.Labels, scene.Label{Rect: r, Text: text, Size: size, Color: color})
	return &c.Labels[len(c.Labels)-1]
}

// caption puts a wrapped text at the place and returns where it ends.
func (c *canvas) caption(x, y, w, size float32, color scene.Color, text string) float32 {
	if text == "" {
		return y
	}
	h := textHeight(text, size, w)
	l := c.say(scene.Rect{X: x, Y: y, W: w, H: h}, size, color, text)
	l.Wrap = true
	return y + h
}

// textHeight estimates, on the safe side, how high a wrapped text becomes:
// the browser sets it, the layout only has to leave room.
func textHeight(text string, size, width float32) float32 {
	lines := int(textWidth(text, size)/(width*0.92)) + 1
	return float32(lines) * size * lineHeight
}

// textWidth estimates how long a text is in one line.
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
