package kernel

import (
	"math"
	"testing"
)

// All bytes, in lengths of no vector, whole vectors and tails.
func TestUnit(t *testing.T) {
	for _, v := range []lanes{scalar, hardware()} {
		for _, n := range []int{0, 1, 15, 16, 17, 256} {
			b, want := make([]byte, n), make([]float32, n)
			for i := range b {
				b[i] = byte(255 - i)
				want[i] = float32(b[i]) / 255
			}
			got := filled(n, untouched)
			v.unit(b, got)
			checkBits(t, v, got, want)
		}
	}
}

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
