// Package stage paints a view.Scene with Ebiten.
//
// It knows pixels and nothing else: what to show and where is decided in
// package view, pointer and keys are read from the page. It draws only when
// a scene has changed.
package stage

import (
	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/scene"
)

// Stage is an ebiten.Game that shows the last Scene it was given.
type Stage struct {
	scene  scene.Scene
	theme  scene.Theme
	scale  float32 // device pixels for a CSS pixel
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

// New makes a stage that shows nothing yet.
func New() *Stage {
	return &Stage{scale: 1, pictures: map[string]*picture{}}
}

// Run shows the stage until Close, or returns why it cannot, as without
// WebGL2.
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

// Show has the scene painted at the next frame, and reports whether it needs
// one: a scene that looks like the last does not.
func (s *Stage) Show(scene scene.Scene, theme scene.Theme, scale float32) bool {
	if theme != s.theme || scale != s.scale || !scene.SamePictures(&s.scene) {
		s.dirty = true
	}
	s.scene, s.theme, s.scale = scene, theme, scale
	return s.dirty
}

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

// Layout is called by Ebiten with the canvas's size in device pixels. A new
// size comes with an empty canvas.
func (s *Stage) Layout(w, h int) (int, int) {
	w, h = max(w, 1), max(h, 1)
	if w != s.width || h != s.height {
		s.width, s.height, s.dirty = w, h, true
	}
	return w, h
}

// Draw is called by Ebiten. An unchanged scene costs nothing: the canvas
// keeps what it shows.
func (s *Stage) Draw(screen *ebiten.Image) {
	if !s.dirty {
		return
	}
	s.dirty = false
	s.drawn++
	screen.Fill(rgba(s.theme, scene.Paper))
	s.fills(screen, s.scene.Fills)
	s.ink(screen)
	s.maps(screen, s.scene.Maps)
	s.lines(screen, s.scene.Lines)
	s.maps(screen, s.scene.Front)
	s.fills(screen, s.scene.Frames)
	s.forget()
}
