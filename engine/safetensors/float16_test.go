package safetensors

import (
	"math"
	"testing"
)

// Each of the 65,536 halves is a float32 that rounds back to it. NaNs become the
// quiet NaN of their sign.
func TestEveryHalfSurvives(t *testing.T) {
	for i := range 1 << 16 {
		h := uint16(i)
		want := h
		if math.IsNaN(float64(fromFloat16(h))) {
			want = h&0x8000 | 0x7e00
		}
		if got := toFloat16(fromFloat16(h)); got != want {
			t.Fatalf("half %#04x is %v, which came back as %#04x", h, fromFloat16(h), got)
		}
	}
}

// The middle between two halves rounds to the even one, the float32 next to the
// middle to the nearer one.
func TestHalvesRoundToNearestTiesToEven(t *testing.T) {
	for h := uint16(0); h < 0x7bff; h++ {
		low, high := fromFloat16(h), fromFloat16(h+1)
		middle := (low + high) / 2 // exact: it takes one bit more than a half
		even := h + h&1
		for _, c := range []struct {
			value float32
			want  uint16
		}{
			{middle, even},
			{math.Nextafter32(middle, low), h},
			{math.Nextafter32(middle, high), h + 1},
		} {
			if got := toFloat16(c.value); got != c.want {
				t.Fatalf("%v between %v and %v: got %#04x, want %#04x", c.value, low, high, got, c.want)
			}
			if got := toFloat16(-c.value); got != c.want|0x8000 {
				t.Fatalf("%v: got %#04x, want %#04x", -c.value, got, c.want|0x8000)
			}
		}
	}
}

// Published values of IEEE 754 binary16.
func TestKnownHalves(t *testing.T) {
	for _, c := range []struct {
		value float32
		want  uint16
	}{
		{0, 0x0000}, {float32(math.Copysign(0, -1)), 0x8000},
		{1, 0x3c00}, {-2, 0xc000}, {1.0 / 3, 0x3555},
		{65504, 0x7bff}, {65519.996, 0x7bff}, {65520, 0x7c00},
		{0x1p-14, 0x0400}, {0x1p-24, 0x0001}, {0x1p-25, 0x0000}, {0x1.000002p-25, 0x0001},
		{float32(math.Inf(-1)), 0xfc00}, {math.MaxFloat32, 0x7c00},
	} {
		if got := toFloat16(c.value); got != c.want {
			t.Errorf("%v: got %#04x, want %#04x", c.value, got, c.want)
		}
	}
}
