// Command stage is the stage program: it paints with Ebiten what the page's program sends it. The page computes the layout
// and handles pointer and keys.
package main

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"convlab/wasm/scene"
)

// Stage is an ebiten.Game that shows the painting last passed to Show. It paints only when there is a new one.
type Stage struct {
	shown  scene.Painting
	before scene.Painting // on the canvas
	dirty  bool
	ended  bool
	width  int
	height int

	white    *ebiten.Image
	pictures map[string]*picture
	pad      padInk
	mesh     mesh
	boxes    []scene.Box   // of one rectangle or line
	points   []scene.Point // of one line
	palette  scene.Palette
	screen   *ebiten.Image  // the part of the canvas that is painted
	part     scene.Painting // what of shown reaches into it
	copier   *ebiten.Shader
	drawn    int
}

// Run shows the stage until Close. It returns an error if it cannot, as without WebGL2.
func (s *Stage) Run() error {
	if s.ended {
		return nil
	}
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
	if s.ended && s.width > 0 { // Ebitengine still listens to the window, and panics if it needs a canvas of another size
		return s.width, s.height
	}
	w, h = max(w, 1), max(h, 1)
	if w != s.width || h != s.height {
		s.width, s.height, s.dirty = w, h, true
		s.before = scene.Painting{}
	}
	return w, h
}

// Draw implements ebiten.Game. Without a new painting it does nothing, and the canvas does not change. It paints only where the
// painting differs from the one before: in software, a frame takes as long as it has pixels.
func (s *Stage) Draw(screen *ebiten.Image) {
	if !s.dirty || s.shown.View.W == 0 {
		return
	}
	s.dirty = false
	s.drawn++
	s.palette.Use(s.shown.Theme)
	s.pad.upload(s.shown.Ink)
	for _, list := range [][]scene.Maps{s.shown.Maps, s.shown.Front} {
		for _, m := range list {
			s.upload(m)
		}
	}
	for _, box := range s.shown.Changed(&s.before, s.width, s.height) {
		s.screen, s.part = inside(screen, box), s.shown.Within(box)
		s.paint()
	}
	s.before = s.shown
	s.deallocate()
}

// paint paints a part of the canvas.
func (s *Stage) paint() {
	s.screen.Fill(rgba(&s.shown.Theme, scene.Paper))
	s.ribbons()
	s.fills(s.part.Fills)
	s.ink()
	s.maps(s.part.Maps)
	s.hatches()
	s.areas()
	s.lines()
	s.maps(s.part.Front)
	s.fills(s.part.Frames)
}

// inside is a part of an image: nothing is painted outside it.
func inside(screen *ebiten.Image, b scene.Box) *ebiten.Image {
	return screen.SubImage(image.Rect(int(b.X0), int(b.Y0), int(b.X1), int(b.Y1))).(*ebiten.Image)
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
