package main

import "github.com/hajimehoshi/ebiten/v2"

// copying is a shader that copies pixels one to one. What Ebiten takes by
// default also scales, tints and blends: with graphics in software that costs
// twice as much of a processor.
const copying = `//kage:unit pixels
package main

func Fragment(dst vec4, src vec2, color vec4) vec4 {
	return imageSrc0UnsafeAt(src)
}
`

// DrawFinalScreen is called by Ebiten to bring what Draw painted onto the
// canvas. Both count in device pixels.
func (s *Stage) DrawFinalScreen(screen ebiten.FinalScreen, painted *ebiten.Image, _ ebiten.GeoM) {
	size := painted.Bounds().Size()
	var o ebiten.DrawRectShaderOptions
	o.Blend = ebiten.BlendCopy
	o.Images[0] = painted
	screen.DrawRectShader(size.X, size.Y, s.copier, &o)
}
