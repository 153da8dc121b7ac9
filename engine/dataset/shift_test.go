package dataset_test

import (
	"slices"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/internal/random"
)

// In images with a different value in every pixel each value shows where it came from.
func TestShiftMovesByWholePixelsAndFillsWithPaper(t *testing.T) {
	const n, limit = 200, 3
	x := make([]float32, n*dataset.Pixels)
	for i := range x {
		x[i] = float32(i%dataset.Pixels + 1)
	}
	dataset.Shift(random.New(1, 0, 0, 0, random.Shift), limit, x)
	seen := map[[2]int]bool{}
	for k := range n {
		p := x[k*dataset.Pixels : (k+1)*dataset.Pixels]
		// The middle pixel stays inside and gives the move.
		from := int(p[14*dataset.Side+14]) - 1
		dx, dy := 14-from%dataset.Side, 14-from/dataset.Side
		if max(dx, -dx, dy, -dy) > limit {
			t.Fatalf("image %d moved by (%d, %d), want at most %d", k, dx, dy, limit)
		}
		seen[[2]int{dx, dy}] = true
		for i, v := range p {
			r, c := i/dataset.Side-dy, i%dataset.Side-dx
			want := float32(0)
			if r >= 0 && r < dataset.Side && c >= 0 && c < dataset.Side {
				want = float32(r*dataset.Side + c + 1)
			}
			if v != want {
				t.Fatalf("image %d moved by (%d, %d): pixel %d is %v, want %v", k, dx, dy, i, v, want)
			}
		}
	}
	// 200 draws omit 0.8 of the 49 moves on average.
	if len(seen) < 44 {
		t.Errorf("only %d of 49 moves were seen", len(seen))
	}
}

func TestShiftByNothingDrawsNothing(t *testing.T) {
	r := random.New(1, 0, 0, 0, random.Shift)
	x := make([]float32, dataset.Pixels)
	x[5] = 1
	want := slices.Clone(x)
	dataset.Shift(r, 0, x)
	if !slices.Equal(x, want) || r.Uint64() != random.New(1, 0, 0, 0, random.Shift).Uint64() {
		t.Error("a shift of at most 0 changed the image or drew a number")
	}
}

func TestShiftIsAFunctionOfItsGenerator(t *testing.T) {
	shifted := func(step int) []float32 {
		x := make([]float32, 8*dataset.Pixels)
		for i := range x {
			x[i] = float32(i)
		}
		dataset.Shift(random.New(1, 0, step, 0, random.Shift), 2, x)
		return x
	}
	if !slices.Equal(shifted(1), shifted(1)) || slices.Equal(shifted(1), shifted(2)) {
		t.Error("shifts must follow the generator and nothing else")
	}
}
