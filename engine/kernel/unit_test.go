package kernel

import "testing"

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
