package drawing

import (
	"math"
	"testing"
)

// A picture laid on the pad is read back from its 28 x 28 squares, every level of grey. Means are taken in float32.
func TestALaidPictureIsReadBack(t *testing.T) {
	var picture [Pixels]float32
	for i := range picture {
		picture[i] = float32(i%256) / 255
	}
	var r Raster
	r.Lay(picture[:])
	var a averager
	worst, at := 0.0, 0
	a.average(grid{r.Pix[:], Side, Side}, window{0, 0, Side / Width28}, Width28, Width28, func(i, j int, v float32) {
		if d := math.Abs(float64(v - picture[j*Width28+i])); d > worst {
			worst, at = d, j*Width28+i
		}
	})
	if worst > 1e-7 {
		t.Errorf("pixel %d, %v, came back %v off", at, picture[at], worst)
	}
}

func TestWhatIsNoLevelIsLaidAsTheNearest(t *testing.T) {
	picture := make([]float32, Pixels)
	for i, v := range []float32{-1, 2, float32(math.Inf(1)), float32(math.NaN())} {
		picture[i] = v
	}
	var r Raster
	r.Pix[Side*Side-1] = 9 // what was drawn before goes
	r.Lay(picture)
	for i, want := range []byte{0, 255, 255, 0} {
		if got := r.Pix[i*Side/Width28]; got != want {
			t.Errorf("%v became %d, want %d", picture[i], got, want)
		}
	}
	if got := r.Pix[Side*Side-1]; got != 0 {
		t.Errorf("ink of %d is left from before", got)
	}
}
