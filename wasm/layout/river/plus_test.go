package river

import (
	"testing"

	"convlab/wasm/scene"
)

func TestAnOperatorIsBelowTheButtonThatWouldCoverIt(t *testing.T) {
	operators, moved := 0, 0
	each(t, func(name string, _ Network, _ View, r River) {
		for _, g := range r.Gutters {
			c := &r.Columns[g.To]
			if c.Kind != ConvolutionColumn || g.Turn != nil || g.Down {
				continue
			}
			for share := float32(0); share <= 1; share += 0.125 {
				at := g.Operator(c.Rows.Size, c.Rows.Size, 0, g.Room.Y+share*g.Room.H)
				got := r.BelowPluses(at)
				operators++
				if got != at {
					moved++
				}
				if got.X != at.X || got.Y < at.Y || got.W != at.W || got.H != at.H {
					t.Fatalf("%s: an operator at %v moves to %v", name, at, got)
				}
				framed := scene.Rect{X: got.X - operatorFrame, Y: got.Y - operatorFrame, W: got.W + 2*operatorFrame, H: got.H + 2*operatorFrame}
				for _, p := range r.Pluses {
					if common(framed, p.Rect) > 0.01 {
						t.Fatalf("%s: the button at %v covers the operator at %v", name, p.Rect, got)
					}
				}
			}
		}
	})
	if moved == 0 || moved == operators {
		t.Errorf("%d of %d operators have moved", moved, operators)
	}
}
