// The stage's program paints with Ebiten what the page's program sends it. It knows pixels and nothing else: the page lays the
// scene out and reads pointer and keys.
package main

import (
	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/scene"
)

// Stage is an ebiten.Game that shows the last painting it was given. It paints only when there is another one.
type Stage struct {
	shown  scene.Painting
	dirty  bool
	ended  bool
	width  int
	height int

	white    *ebiten.Image
	pictures map[string]*picture
	pad      padInk
	mesh     mesh
	copier   *ebiten.Shader
	drawn    int
}

func newStage() *Stage {
	return &Stage{shown: scene.Painting{Scale: 1}, pictures: map[string]*picture{}}
}

// Run shows the stage until Close, or returns why it cannot, as without WebGL2.
func (s *Stage) Run() error {
	copier, err := ebiten.NewShader([]byte(copying))
	if err != nil {
		return err
	}
	s.copier = copier
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	return ebiten.RunGameWithOptions(s, &ebiten.RunGameOptions{
		InitUnfocused: true,
		DisableHiDPI:  true, // the shim counts in device pixels itself
	})
}

// Show has a painting shown at the next frame.
func (s *Stage) Show(p scene.Painting) { s.shown, s.dirty = p, true }

// Close makes Run return.
func (s *Stage) Close() { s.ended = true }

// Drawn counts the frames that were painted.
func (s *Stage) Drawn() int { return s.drawn }

// Update is called by Ebiten before every frame.
func (s *Stage) Update() error {
	if s.ended {
		return ebiten.Termination
	}
	return nil
}

// Layout is called by Ebiten with the canvas's size in device pixels. A new size comes with an empty canvas.
func (s *Stage) Layout(w, h int) (int, int) {
	w, h = max(w, 1), max(h, 1)
	if w != s.width || h != s.height {
		s.width, s.height, s.dirty = w, h, true
	}
	return w, h
}

// Draw is called by Ebiten. Without another painting it costs nothing: the canvas keeps what it shows.
func (s *Stage) Draw(screen *ebiten.Image) {
	if !s.dirty || s.shown.W == 0 {
		return
	}
	s.dirty = false
	s.drawn++
	screen.Fill(rgba(s.shown.Theme, scene.Paper))
	s.fills(screen, s.shown.Fills)
	s.ink(screen)
	s.maps(screen, s.shown.Maps)
	s.areas(screen, s.shown.Areas)
	s.lines(screen, s.shown.Lines)
	s.maps(screen, s.shown.Front)
	s.fills(screen, s.shown.Frames)
	s.forget()
}
