package layout

import (
	"convlab/wasm/scene"
	"unicode/utf8"
)

// Sizes of texts, in CSS pixels.
const (
	textSize   = 13
	smallSize  = 12
	lineHeight = 1.4
)

// label puts one line of text at r.
func (c *charts) label(r scene.Rect, size float32, color scene.Color, text string) *scene.Label {
	c.Labels = append(c.Labels, scene.Label{Rect: r, Text: text, Size: size, Color: color})
	return &c.Labels[len(c.Labels)-1]
}

// textHeight estimates, on the safe side, how high a wrapped text becomes:
// the browser sets it, the layout only has to leave room.
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
