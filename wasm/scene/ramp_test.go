package scene

import (
	"math"
	"testing"
)

func pixel(m Maps, t Theme, x, y int) [3]byte {
	w, h := m.Size()
	dst := make([]byte, 4*w*h)
	m.Paint(t, dst)
	at := 4 * (y*w + x)
	return [3]byte(dst[at : at+3])
}

func TestPaintPutsEachChannelInItsPlace(t *testing.T) {
	// Two 1×2 maps, NHWC: map 0 holds 0 and 1, map 1 holds 1 and 0.
	m := Maps{Table: Table{H: 1, W: 2, C: 2, Numbers: []float32{0, 1, 1, 0}}, Low: []float32{0}, High: []float32{1}, Columns: 1, Len: 2}
	low, high := [3]byte{0, 0, 4}, [3]byte{252, 253, 191} // the ends of magma
	for _, c := range []struct {
		x, y int
		want [3]byte
	}{{0, 0, low}, {1, 0, high}, {0, 1, high}, {1, 1, low}} {
		if got := pixel(m, Theme{}, c.x, c.y); got != c.want {
			t.Errorf("pixel %d,%d is %v, want %v", c.x, c.y, got, c.want)
		}
	}
}

func TestSignsShow(t *testing.T) {
	m := Maps{Table: Table{H: 1, W: 3, C: 1, Numbers: []float32{-1, 0, 1}}, Low: []float32{-1}, High: []float32{1}, Ramp: Diverging, Columns: 1, Len: 1}
	blue, white, red := pixel(m, Theme{}, 0, 0), pixel(m, Theme{}, 1, 0), pixel(m, Theme{}, 2, 0)
	if !(blue[2] > blue[0]) || white[0] < 245 || white[0] > 248 || !(red[0] > red[2]) {
		t.Errorf("-1, 0, 1 are %v, %v, %v; want blue, white, red", blue, white, red)
	}
}

func TestPaintSurvivesWhatIsNoNumber(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	m := Maps{Table: Table{H: 1, W: 4, C: 1, Numbers: []float32{nan, inf, -inf, 7}}, Low: []float32{0}, High: []float32{0}, Columns: 1, Len: 1}
	for x := range 4 {
		if got := pixel(m, Theme{}, x, 0); got != [3]byte{0, 0, 4} {
			t.Errorf("pixel %d of an empty scale is %v, want the low end", x, got)
		}
	}
	m.High[0] = 1
	if got := pixel(m, Theme{}, 1, 0); got != [3]byte{252, 253, 191} {
		t.Errorf("infinity is %v, want the high end", got)
	}
}
