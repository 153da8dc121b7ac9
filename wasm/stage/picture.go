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

// maps paints grids of pictures.
func (s *Stage) maps(list []scene.Maps) {
	plain := [4]float32{1, 1, 1, 1}
	for _, m := range list {
		for i := range m.Len {
			u, v := float32(i%m.Columns*m.Table.W), float32(i/m.Columns*m.Table.H)
			// Whole device pixels: no pixel of the screen covers the edge between two pictures of the texture.
			s.mesh.box(s.shown.Box(m.Rect(m.First+i)), u, v, u+float32(m.Table.W), v+float32(m.Table.H), plain)
		}
		s.mesh.paint(s.screen, s.pictures[m.Key].image, ebiten.FilterPixelated)
	}
}

// upload brings the texture of a grid up to date. It colours and uploads numbers only when they
// changed.
func (s *Stage) upload(m scene.Maps) {
	p := s.pictures[m.Key]
	if p == nil || !p.shown.SameGrid(m) {
		if p != nil {
			p.image.Deallocate()
		}
		p = newPicture(m)
		s.pictures[m.Key] = p
	}
	if p.theme != s.shown.Theme || !p.shown.SamePixels(m) {
		m.Paint(&s.palette, p.pixels)
		p.image.WritePixels(p.pixels)
		p.shown, p.theme = m, s.shown.Theme
	}
	p.touched = true
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
