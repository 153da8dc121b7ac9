package kernel

import (
	"math"
	"testing"
)

func TestMagnitude(t *testing.T) {
	for _, v := range []lanes{scalar, hardware()} {
		for n := range 40 {
			for largest := range n { // at any place, of either sign
				s := noise(n)
				x := s.slice(n) // below 1
				for i, big := range []float32{2.5, -2.5, float32(math.Inf(-1)), float32(math.NaN())} {
					x[largest] = big
					if got, want := v.magnitude(x), math.Float32bits(big)&withoutSign; got != want {
						t.Fatalf("%d lanes, case %d at %d of %d: got %x, want %x", v, i, largest, n, got, want)
					}
				}
			}
		}
		if got := v.magnitude(nil); got != 0 {
			t.Errorf("%d lanes: nothing has the magnitude %x", v, got)
		}
	}
}
