package drawing

import (
	"math"
	"math/rand/v2"
	"testing"
)

// meanBySampling is what average promises, computed pixel by pixel in float64.
func meanBySampling(g grid, w window, i, j int) float64 {
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

func TestAverageIsTheMeanOfItsCells(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 0))
	g := grid{make([]byte, 45*37), 45, 37} // not whole words
	for i := range g.pix {
		if i%45 > 8 { // a stretch of paper
			g.pix[i] = byte(r.IntN(256))
		}
	}
	var a averager
	for _, c := range []struct {
		w       window
		allowed float64
	}{
		{window{0, 0, 5}, 1e-6},         // edges of pixels: exact
		{window{-10, 0, 5}, 1e-6},       // paper round the grid
		{window{0, 0, 0.25}, 1e-6},      // enlarging
		{window{-3.3, 1.7, 4.3}, 0.01},  // weights of rows are rounded
		{window{0.5, 0.5, 20.2}, 0.01},  //
		{window{2.25, -1, 0.3}, 0.01},   //
		{window{100, 100, 3}, 0},        // beside the grid
		{window{-1e6, -1e6, 10}, 1e-12}, //
	} {
		a.average(g, c.w, 9, 7, func(i, j int, v float32) {
			if want := meanBySampling(g, c.w, i, j); math.Abs(float64(v)-want) > c.allowed {
				t.Errorf("%+v, cell (%d, %d): %.5f, want %.5f", c.w, i, j, v, want)
			}
		})
	}
}

// The signed distance of a disc and of a slanted half plane is known.
func TestOutlineIsTheDistance(t *testing.T) {
	const n = 60
	shapes := map[string]func(x, y float64) float64{
		"disc":       func(x, y float64) float64 { return 15.3 - math.Hypot(x-30.2, y-29.7) },
		"small disc": func(x, y float64) float64 { return 2.2 - math.Hypot(x-30.2, y-29.7) },
		"square":     func(x, y float64) float64 { return 15 - max(math.Abs(x-30), math.Abs(y-30)) },
	}
	for name, signed := range shapes {
		g := grid{make([]byte, n*n), n, n}
		for i := range g.pix {
			g.pix[i] = level(float32(signed(float64(i%n)+0.5, float64(i/n)+0.5)) + 0.5)
		}
		var o outline
		if !o.measure(g) {
			t.Fatalf("%s: no outline", name)
		}
		for i, got := range o.signed {
			want := signed(float64(i%n)+0.5, float64(i/n)+0.5)
			if name == "square" && want < 0 || want < -mnistRadius*fine {
				continue // beyond the corners the formula is not the distance; no pen grows by more than its radius is to be
			}
			if math.Abs(float64(got)-want) > 0.7 { // cells, a seventh of a picture's pixel
				t.Fatalf("%s: distance at (%d, %d) is %.2f, want %.2f", name, i%n, i/n, got, want)
			}
		}
	}
	var o outline
	if o.measure(grid{make([]byte, 400), 20, 20}) {
		t.Error("an empty grid has an outline")
	}
}
