package drawing

import (
	"image"
	"slices"
	"testing"
)

// draw fills rectangles of a raster with ink.
func draw(rectangles ...image.Rectangle) *Raster {
	r := new(Raster)
	for _, b := range rectangles {
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				r.Pix[y*Side+x] = 255
			}
		}
	}
	return r
}

// A frame of 80 by 40 cells with a bar in it, at the corner of the pad: two
// pieces in a hole, whose ink touches nothing else.
func TestALatticeCountsWhatIsThere(t *testing.T) {
	const c = 5 // pixels of a cell
	box := image.Rect(Side-80*c, Side-40*c, Side, Side)
	cellsOf := func(x0, y0, x1, y1 int) image.Rectangle {
		return image.Rect(x0*c, y0*c, x1*c, y1*c).Add(box.Min)
	}
	r := draw(cellsOf(0, 0, 80, 4), cellsOf(0, 36, 80, 40), cellsOf(0, 0, 4, 40), cellsOf(76, 0, 80, 40), cellsOf(20, 10, 60, 14))
	var l lattice
	l.sample(r, box)
	if got, want := l.ink(), 80*40-72*32+40*4; got != want {
		t.Errorf("%d cells of ink, want %d", got, want)
	}
	if got, want := l.outline(), 2*(80+40)+2*(72+32)+2*(40+4); got != want {
		t.Errorf("an outline of %d, want %d", got, want)
	}
	if got := l.crossings(); got != 3 {
		t.Errorf("%d crossings, want 3: frame, bar, frame", got)
	}
	if got, want := l.areas(true), []int{80*40 - 72*32, 160}; !slices.Equal(got, want) {
		t.Errorf("pieces of %v cells, want %v", got, want)
	}
	if got, want := l.areas(false), []int{latticeSide*latticeSide - 80*40, 72*32 - 160}; !slices.Equal(got, want) {
		t.Errorf("paper of %v cells, want %v", got, want)
	}
}

// Ink that touches at a corner is one piece, and the paper on both sides two.
func TestCornersJoinInkAndPartPaper(t *testing.T) {
	var l lattice
	set := func(x, y int) { l[y*latticeSide+x] = true }
	for _, at := range [][2]int{{2, 1}, {1, 2}, {3, 2}, {2, 3}} { // a ring round one cell of paper
		set(at[0], at[1])
	}
	if got := l.areas(true); !slices.Equal(got, []int{4}) {
		t.Errorf("pieces of %v cells, want one of 4", got)
	}
	if got := l.areas(false); len(got) != 2 || got[1] != 1 {
		t.Errorf("paper of %v cells, want the rest and 1", got)
	}
}

// Every size and place of a box fits the lattice.
func TestBoxesFitTheLattice(t *testing.T) {
	r := draw(image.Rect(0, 0, Side, Side))
	for w := 1; w <= Side; w++ {
		for _, h := range []int{1, w/3 + 1, w} {
			for _, box := range []image.Rectangle{image.Rect(0, 0, w, h), image.Rect(Side-w, Side-h, Side, Side), image.Rect(Side-h, 0, Side, w)} {
				var l lattice
				l.sample(r, box)
				long, short := max(box.Dx(), box.Dy()), min(box.Dx(), box.Dy())
				if got, want := l.ink(), int(float32(short)/(float32(long)/latticeCells)+0.5)*latticeCells; got != want {
					t.Fatalf("%v has %d cells of ink, want %d", box, got, want)
				}
			}
		}
	}
}

// Lumps are counted inside the picture, not round its edges' ends.
func TestLumpsAreInkWithInkAllRound(t *testing.T) {
	var p Prepared
	for y := range 4 { // 4 by 5 pixels in the corner have 2 by 3 inside
		for x := range 5 {
			p.Pixels[y*Width28+x] = 0.5
			p.Pixels[(Width28-1-y)*Width28+Width28-1-x] = 0.49
		}
	}
	if got := p.lumps(); got != 6 {
		t.Errorf("%d lumps, want 6", got)
	}
}
