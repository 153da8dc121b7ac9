package state

import "convlab/engine/drawing"

// onPad reports whether a sample of the pen lies on the pad, its border
// included. What is not a number does not.
func onPad(p drawing.Point) bool { return p.X >= 0 && p.X <= 1 && p.Y >= 0 && p.Y <= 1 }

// clip returns the part of the line from a to b that lies on the pad, with the
// pressure that it has there, or false where the line passes by, touches the
// pad in one point only, or has an end that is not finite. An end on the pad
// stays as it is. In parts t of the line, x and y are on the pad where
//
//	0 <= a.X + t*(b.X - a.X) <= 1 and 0 <= a.Y + t*(b.Y - a.Y) <= 1
//
// Source: Liang and Barsky, A New Concept and Method for Line Clipping,
// ACM Transactions on Graphics 3 (1984).
func clip(a, b drawing.Point) (from, to drawing.Point, ok bool) {
	t0, t1 := 0.0, 1.0
	for _, axis := range [2][2]float32{{a.X, b.X}, {a.Y, b.Y}} {
		at, step := float64(axis[0]), float64(axis[1])-float64(axis[0])
		if !(step-step == 0) { // an end is infinite or not a number
			return from, to, false
		}
		if step == 0 {
			if at < 0 || at > 1 {
				return from, to, false
			}
			continue
		}
		enter, leave := -at/step, (1-at)/step
		if step < 0 {
			enter, leave = leave, enter
		}
		t0, t1 = max(t0, enter), min(t1, leave)
	}
	if t0 >= t1 {
		return from, to, false
	}
	return along(a, b, t0), along(a, b, t1), true
}

// along is the sample at part t of the way from a to b.
func along(a, b drawing.Point, t float64) drawing.Point {
	switch t {
	case 0:
		return a
	case 1:
		return b
	}
	mix := func(a, b float32) float32 { return float32(float64(a) + t*(float64(b)-float64(a))) }
	return drawing.Point{X: mix(a.X, b.X), Y: mix(a.Y, b.Y), Pressure: mix(a.Pressure, b.Pressure)}
}
