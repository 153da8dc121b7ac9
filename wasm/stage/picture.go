package main

import (
	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/scene"
)

// picture is the texture of one scene.Maps.
type picture struct {
	image   *ebiten.Image
	pixels  []byte
	shown   scene.Maps // in the texture
	theme   scene.Theme
	touched bool // by this scene
}

// maps paints grids of pictures. It colours and uploads numbers only when they
// changed.
func (s *Stage) maps(screen *ebiten.Image, list []scene.Maps) {
	plain := [4]float32{1, 1, 1, 1}
	for _, m := range list {
		p := s.picture(m)
		for i := range m.Len {
			at := m.Cell
			at.X += float32(i%m.Columns) * m.DX
			at.Y += float32(i/m.Columns) * m.DY
			u, v := float32(i%m.Columns*m.Table.W), float32(i/m.Columns*m.Table.H)
			// Whole device pixels: no pixel of the screen covers the edge between two pictures of the texture.
			s.mesh.box(s.shown.Pixel(at.X), s.shown.Pixel(at.Y), s.shown.Pixel(at.X+at.W), s.shown.Pixel(at.Y+at.H), u, v, u+float32(m.Table.W), v+float32(m.Table.H), plain)
		}
		s.mesh.paint(screen, p.image, ebiten.FilterPixelated)
	}
}

func (s *Stage) picture(m scene.Maps) *picture {
	p := s.pictures[m.Key]
	if p == nil || !p.shown.SameGrid(m) {
		if p != nil {
			p.image.Deallocate()
		}
		p = newPicture(m)
		s.pictures[m.Key] = p
	}
	if p.theme != s.shown.Theme || !p.shown.SamePixels(m) {
		m.Paint(s.shown.Theme, p.pixels)
		p.image.WritePixels(p.pixels)
		p.shown, p.theme = m, s.shown.Theme
	}
	p.touched = true
	return p
}

// newPicture returns an empty texture for a grid.
func newPicture(m scene.Maps) *picture {
	w, h := m.Size()
	p := &picture{image: ebiten.NewImage(w, h), pixels: make([]byte, 4*w*h), shown: m}
	p.shown.Table.Version = m.Table.Version - 1
	return p
}

// deallocate frees the textures that the last scene did not use.
func (s *Stage) deallocate() {
	for key, p := range s.pictures {
		if !p.touched {
			p.image.Deallocate()
			delete(s.pictures, key)
		}
		p.touched = false
	}
}
