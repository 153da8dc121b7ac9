package checkpoint

import (
	"math"
	"testing"
)

// Every half, of all 65,536, is a float32 that rounds back to it. NaNs become
// the one quiet NaN of their sign.
func TestEveryHalfSurvives(t *testing.T) {
	for i := range 1 << 16 {
		h := uint16(i)
		want := h
		if math.IsNaN(float64(float32of(h))) {
			want = h&0x8000 | 0x7e00
		}
		if got := float16(float32of(h)); got != want {
			t.Fatalf("half %#04x is %v, which came back as %#04x", h, float32of(h), got)
		}
	}
}

// Between each half and the next one, the middle goes to the even one and
// the smallest step beside the middle to the nearer one.
func TestHalvesRoundToNearestTiesToEven(t *testing.T) {
	for h := uint16(0); h < 0x7bff; h++ {
		low, high := float32of(h), float32of(h+1)
		middle := (low + high) / 2 // exact: one bit more than a half has
		even := h + h&1
		for _, c := range []struct {
			value float32
			want  uint16
		}{
			{middle, even},
			{math.Nextafter32(middle, low), h},
			{math.Nextafter32(middle, high), h + 1},
		} {
			if got := float16(c.value); got != c.want {
				t.Fatalf("%v between %v and %v: got %#04x, want %#04x", c.value, low, high, got, c.want)
			}
			if got := float16(-c.value); got != c.want|0x8000 {
				t.Fatalf("%v: got %#04x, want %#04x", -c.value, got, c.want|0x8000)
			}
		}
	}
}

// Values of IEEE 754 binary16 as its tables give them.
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
		if got := float16(c.value); got != c.want {
			t.Errorf("%v: got %#04x, want %#04x", c.value, got, c.want)
		}
	}
}
