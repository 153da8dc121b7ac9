package sharelink

import "convlab/engine/drawing"

// Snap moves a sample of the pen to where a link will have it, so that the
// drawing which arrives is the one that was sent, bit for bit. It moves by at
// most half a step, a sixteenth of one of the pad's 504 pixels.
func Snap(p drawing.Point) drawing.Point {
	return drawing.Point{
		X:        float32(steps(p.X)) / side,
		Y:        float32(steps(p.Y)) / side,
		Pressure: float32(pressure(p.Pressure)) / fullPress,
	}
}

// SnapWidth is the width of a pen as a link has it, a fraction of the pad's
// side from drawing.MinWidth to drawing.MaxWidth.
func SnapWidth(width float32) float32 {
	return float32(widthSteps(width)) / side
}
