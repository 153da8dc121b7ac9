// Command stage is the stage program: it paints with Ebiten what the page's program sends it. The page computes the layout
// and handles pointer and keys.
package main

import (
	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/scene"
)

// Stage is an ebiten.Game that shows the painting last passed to Show. It paints only when there is a new one.
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

// Run shows the stage until Close. It returns an error if it cannot, as without WebGL2.
func (s *Stage) Run() error {
	copier, err := ebiten.NewShader([]byte(copyShader))
	if err != nil {
		return err
	}
	s.copier = copier
	ebiten.SetScreenClearedEveryFrame(false)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	return ebiten.RunGameWithOptions(s, &ebiten.RunGameOptions{
		InitUnfocused: true,
		DisableHiDPI:  true, // shim.js reports sizes in device pixels
	})
}

// Show shows a painting in the next frame.
func (s *Stage) Show(p scene.Painting) { s.shown, s.dirty = p, true }

// Close makes Run return.
func (s *Stage) Close() { s.ended = true }

// Drawn returns the number of painted frames.
func (s *Stage) Drawn() int { return s.drawn }

// Update implements ebiten.Game, which calls it before every frame.
func (s *Stage) Update() error {
	if s.ended {
		return ebiten.Termination
	}
	return nil
}

// Layout implements ebiten.Game. It receives the size of the canvas in device pixels; a new size means an empty canvas.
func (s *Stage) Layout(w, h int) (int, int) {
	w, h = max(w, 1), max(h, 1)
	if w != s.width || h != s.height {
		s.width, s.height, s.dirty = w, h, true
	}
	return w, h
}

// Draw implements ebiten.Game. Without a new painting it does nothing, and the canvas does not change.
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
	s.deallocate()
}

// copyShader copies pixels one to one. Ebiten's default also scales, tints and
// blends, which takes twice the processor time with graphics in software.
const copyShader = `//kage:unit pixels
package main

func Fragment(dst vec4, src vec2, color vec4) vec4 {
	return imageSrc0UnsafeAt(src)
}
`

// DrawFinalScreen implements ebiten.FinalScreenDrawer: it copies what Draw painted
// to the canvas. Both are in device pixels.
func (s *Stage) DrawFinalScreen(screen ebiten.FinalScreen, painted *ebiten.Image, _ ebiten.GeoM) {
	size := painted.Bounds().Size()
	var o ebiten.DrawRectShaderOptions
	o.Blend = ebiten.BlendCopy
	o.Images[0] = painted
	screen.DrawRectShader(size.X, size.Y, s.copier, &o)
}
