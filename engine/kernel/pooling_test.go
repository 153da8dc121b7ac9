package kernel

import (
	"fmt"
	"math"
	"testing"
)

// pools calls f for every window that pooling can have, and more: sizes 1 to 7 as in convolutions.
func pools(f func(g Window, n int, name string)) {
	for size := 1; size <= 7; size++ {
		for stride := 1; stride <= 3; stride++ {
			for _, padding := range []func(h, w, c, size, stride int) Window{valid, same} {
				for _, n := range []int{1, 5} {
					for _, channels := range []int{1, 5, 33} { // no vector, tails, vectors of every length and one more
						g := padding(9, 8, channels, size, stride)
						f(g, n, fmt.Sprintf("%+v n %d", g, n))
					}
				}
			}
		}
	}
}

// Inputs are a few small negative whole numbers: many ties, and padding would win if it were a zero.
func TestMaxPool(t *testing.T) {
	pools(func(g Window, n int, name string) {
		s := noise(1)
		x, size := make([]float32, n*g.input()), n*g.pixels()*g.C
		for i := range x {
			x[i] = -5 + float32(math.Floor(float64(4*s.next())))
		}
		wantY, wantAt := filled(size, float32(math.Inf(-1))), make([]int32, size)
		g.positions(n, func(out, in, _ int) {
			for c := range g.C {
				if o, i := out*g.C+c, in*g.C+c; x[i] > wantY[o] {
					wantY[o], wantAt[o] = x[i], int32(i%g.input())
				}
			}
		})
		for _, v := range []lanes{scalar, hardware()} {
			y, at := filled(size, untouched), make([]int32, size)
			g.maxPool(v, n, x, y, at)
			for i := range y {
				if y[i] != wantY[i] || at[i] != wantAt[i] {
					t.Fatalf("%s, %d lanes: output %d is %v from %d, want %v from %d", name, v, i, y[i], at[i], wantY[i], wantAt[i])
				}
			}
		}
		dy := s.slice(size)
		want := make([]exact, len(x))
		for i, at := range wantAt {
			want[i/(g.pixels()*g.C)*g.input()+int(at)].add(dy[i])
		}
		dx := filled(len(x), untouched)
		g.MaxPoolGradient(n, dy, wantAt, dx)
		checkSums(t, name, dx, want, g.Size*g.Size)
	})
}

// A NaN anywhere in a window makes its output NaN, and argmax is the first one.
func TestMaxPoolKeepsNaN(t *testing.T) {
	g := valid(2, 2, 33, 2, 2)
	for first := range 4 {
		for second := first; second < 4; second++ {
			x := filled(g.input(), 1)
			for c := range g.C {
				x[first*g.C+c], x[second*g.C+c] = untouched, untouched
			}
			for _, v := range []lanes{scalar, hardware()} {
				y, at := make([]float32, g.C), make([]int32, g.C)
				g.maxPool(v, 1, x, y, at)
				for c := range y {
					if y[c] == y[c] || int(at[c]) != first*g.C+c {
						t.Fatalf("%d lanes: NaN at %d and %d of channel %d: %v from %d", v, first, second, c, y[c], at[c])
					}
				}
			}
		}
	}
}

func TestAveragePool(t *testing.T) {
	pools(func(g Window, n int, name string) {
		s := noise(2)
		size := n * g.pixels() * g.C
		x, dy := s.slice(n*g.input()), s.slice(size)
		count := make([]float32, n*g.pixels())
		g.positions(n, func(out, _, _ int) { count[out]++ })
		wantY, wantDX := make([]exact, size), make([]exact, len(x))
		g.positions(n, func(out, in, _ int) {
			for c := range g.C {
				wantY[out*g.C+c].add(x[in*g.C+c], 1/count[out])
				wantDX[in*g.C+c].add(dy[out*g.C+c], 1/count[out])
			}
		})
		y, fast := filled(size, untouched), filled(size, untouched)
		g.averagePool(scalar, n, x, y)
		checkSums(t, name+" y", y, wantY, g.Size*g.Size)
		g.AveragePool(n, x, fast)
		checkBits(t, name+" y", fast, y)
		dx, fast := filled(len(x), untouched), filled(len(x), untouched)
		g.averagePoolGradient(scalar, n, dy, dx)
		checkSums(t, name+" dx", dx, wantDX, g.Size*g.Size)
		g.AveragePoolGradient(n, dy, fast)
		checkBits(t, name+" dx", fast, dx)
	})
}
