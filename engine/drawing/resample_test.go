package drawing

import (
	"math"
	"math/rand/v2"
	"testing"
)

// meanBySampling computes a cell of resample pixel by pixel in float64.
func meanBySampling(g pixmap, w sampleGrid, i, j int) float64 {
	part := func(lo, hi float64, p int) float64 {
		return max(0, min(hi, float64(p+1))-max(lo, float64(p)))
	}
	x0, y0, s := float64(w.x)+float64(i)*float64(w.step), float64(w.y)+float64(j)*float64(w.step), float64(w.step)
	sum := 0.0
	for y := range g.height {
		if py := part(y0, y0+s, y); py > 0 {
			for x := range g.width {
				sum += py * part(x0, x0+s, x) * float64(g.pix[y*g.width+x])
			}
		}
	}
	return sum / (s * s * 255)
}

func TestResampleIsTheMeanOfItsCells(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 0))
	g := pixmap{make([]byte, 45*37), 45, 37} // not whole words
	for i := range g.pix {
		if i%45 > 8 { // some columns of paper
			g.pix[i] = byte(r.IntN(256))
		}
	}
	var a resampler
	for _, c := range []struct {
		w       sampleGrid
		allowed float64
	}{
		{sampleGrid{0, 0, 5}, 1e-6},         // edges of pixels: exact
		{sampleGrid{-10, 0, 5}, 1e-6},       // paper around the pixmap
		{sampleGrid{0, 0, 0.25}, 1e-6},      // enlarging
		{sampleGrid{-3.3, 1.7, 4.3}, 0.01},  // weights of rows are rounded
		{sampleGrid{0.5, 0.5, 20.2}, 0.01},  //
		{sampleGrid{2.25, -1, 0.3}, 0.01},   //
		{sampleGrid{100, 100, 3}, 0},        // outside the pixmap
		{sampleGrid{-1e6, -1e6, 10}, 1e-12}, //
	} {
		a.resample(g, c.w, 9, 7, func(i, j int, v float32) {
			if want := meanBySampling(g, c.w, i, j); math.Abs(float64(v)-want) > c.allowed {
				t.Errorf("%+v, cell (%d, %d): %.5f, want %.5f", c.w, i, j, v, want)
			}
		})
	}
}

// The signed distances of discs and of a square are known.
func TestDistanceTransformIsTheDistance(t *testing.T) {
	const n = 60
	shapes := map[string]func(x, y float64) float64{
		"disc":       func(x, y float64) float64 { return 15.3 - math.Hypot(x-30.2, y-29.7) },
		"small disc": func(x, y float64) float64 { return 2.2 - math.Hypot(x-30.2, y-29.7) },
		"square":     func(x, y float64) float64 { return 15 - max(math.Abs(x-30), math.Abs(y-30)) },
	}
	for name, signed := range shapes {
		g := pixmap{make([]byte, n*n), n, n}
		for i := range g.pix {
			g.pix[i] = level(float32(signed(float64(i%n)+0.5, float64(i/n)+0.5)) + 0.5)
		}
		var d distanceTransform
		if !d.compute(g) {
			t.Fatalf("%s: no outline", name)
		}
		for i, got := range d.signed {
			want := signed(float64(i%n)+0.5, float64(i/n)+0.5)
			if name == "square" && want < 0 || want < -mnistRadius*cellsPerPixel {
				continue // outside the corners the formula is not the distance; no pen grows by more than mnistRadius
			}
			if math.Abs(float64(got)-want) > 0.7 { // cells, a seventh of a picture's pixel
				t.Fatalf("%s: distance at (%d, %d) is %.2f, want %.2f", name, i%n, i/n, got, want)
			}
		}
	}
	var d distanceTransform
	if d.compute(pixmap{make([]byte, 400), 20, 20}) {
		t.Error("an empty pixmap has an outline")
	}
}

// A picture on the pad is read back from its 28 x 28 squares, every level of grey. Means are computed in float32.
func TestAPictureOnThePadIsReadBack(t *testing.T) {
	var picture [Pixels]float32
	for i := range picture {
		picture[i] = float32(i%256) / 255
	}
	var r Raster
	r.SetPicture(picture[:])
	var a resampler
	worst, at := 0.0, 0
	a.resample(pixmap{r.Pix[:], Side, Side}, sampleGrid{0, 0, Side / PictureSide}, PictureSide, PictureSide, func(i, j int, v float32) {
		if d := math.Abs(float64(v - picture[j*PictureSide+i])); d > worst {
			worst, at = d, j*PictureSide+i
		}
	})
	if worst > 1e-7 {
		t.Errorf("pixel %d, %v, came back %v off", at, picture[at], worst)
	}
}

func TestSetPictureClampsItsNumbers(t *testing.T) {
	picture := make([]float32, Pixels)
	for i, v := range []float32{-1, 2, float32(math.Inf(1)), float32(math.NaN())} {
		picture[i] = v
	}
	var r Raster
	r.Pix[Side*Side-1] = 9 // ink from before
	r.SetPicture(picture)
	for i, want := range []byte{0, 255, 255, 0} {
		if got := r.Pix[i*Side/PictureSide]; got != want {
			t.Errorf("%v became %d, want %d", picture[i], got, want)
		}
	}
	if got := r.Pix[Side*Side-1]; got != 0 {
		t.Errorf("ink of %d is left from before", got)
	}
}
