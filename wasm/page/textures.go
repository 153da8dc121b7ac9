//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/scene"
)

// texture is the pixels of one scene.Maps.
type texture struct {
	*dom.Picture
	shown   scene.Maps // what they were made from
	theme   scene.Theme
	touched bool // shown by this painting
}

// ink is the pixels of the drawing on the pad.
type ink struct {
	*dom.Picture
	rows  scene.InkRows
	color [4]uint8
	side  int
}

// upload brings the textures of the pad and of every grid up to date.
func (p *painter) upload(s scene.Painting) {
	p.ink.upload(s)
	for _, list := range [][]scene.Maps{s.Maps, s.Front} {
		for _, m := range list {
			p.texture(m, s.Theme).touched = true
		}
	}
	for key, t := range p.textures {
		if !t.touched {
			delete(p.textures, key)
		}
		t.touched = false
	}
}

// upload writes the rows of the drawing that changed, in its colour with its coverage as alpha.
func (i *ink) upload(s scene.Painting) {
	in := s.Ink
	color := s.Theme.RGBA(in.Color)
	if in.Side == 0 {
		return
	}
	if i.side != in.Side || i.color != color {
		*i = ink{Picture: dom.NewPicture(in.Side, in.Side), color: color, side: in.Side}
	}
	if first, rows := i.rows.Changed(in); len(rows) > 0 {
		pixels := make([]byte, 0, 4*len(rows))
		for _, cover := range rows {
			pixels = append(pixels, color[0], color[1], color[2], cover)
		}
		i.Write(first, in.Side, pixels)
	}
}

// texture returns the texture of a grid, coloured anew if its numbers have changed.
func (p *painter) texture(m scene.Maps, theme scene.Theme) *texture {
	old := p.textures[m.Key]
	if old != nil && old.shown.SamePixels(m) && old.theme == theme {
		return old
	}
	w, h := m.Size()
	next := &texture{shown: m, theme: theme}
	if old != nil && old.shown.SameGrid(m) {
		next.Picture = old.Picture
	} else {
		next.Picture = dom.NewPicture(w, h)
	}
	pixels := make([]byte, 4*w*h)
	m.Paint(&p.palette, pixels)
	next.Write(0, w, pixels)
	p.textures[m.Key] = next
	return next
}
