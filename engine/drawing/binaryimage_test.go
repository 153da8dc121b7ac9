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

// A frame of 80 by 40 cells around a bar, in the corner of the pad: two pieces and
// one hole.
func TestABinaryImageIsMeasured(t *testing.T) {
	const c = 5 // pixels of a cell
	box := image.Rect(Side-80*c, Side-40*c, Side, Side)
	cellsOf := func(x0, y0, x1, y1 int) image.Rectangle {
		return image.Rect(x0*c, y0*c, x1*c, y1*c).Add(box.Min)
	}
	r := draw(cellsOf(0, 0, 80, 4), cellsOf(0, 36, 80, 40), cellsOf(0, 0, 4, 40), cellsOf(76, 0, 80, 40), cellsOf(20, 10, 60, 14))
	var b binaryImage
	b.sample(r, box)
	if got, want := b.ink(), 80*40-72*32+40*4; got != want {
		t.Errorf("%d cells of ink, want %d", got, want)
	}
	if got, want := b.perimeter(), 2*(80+40)+2*(72+32)+2*(40+4); got != want {
		t.Errorf("an perimeter of %d, want %d", got, want)
	}
	if got := b.crossings(); got != 3 {
		t.Errorf("%d crossings, want 3: frame, bar, frame", got)
	}
	if got, want := b.componentAreas(true), []int{80*40 - 72*32, 160}; !slices.Equal(got, want) {
		t.Errorf("pieces of %v cells, want %v", got, want)
	}
	if got, want := b.componentAreas(false), []int{binaryStride*binaryStride - 80*40, 72*32 - 160}; !slices.Equal(got, want) {
		t.Errorf("paper of %v cells, want %v", got, want)
	}
}

// Ink is 8-connected and paper 4-connected.
func TestCornersConnectInkAndNotPaper(t *testing.T) {
	var b binaryImage
	set := func(x, y int) { b[y*binaryStride+x] = true }
	for _, at := range [][2]int{{2, 1}, {1, 2}, {3, 2}, {2, 3}} { // a ring around one cell of paper
		set(at[0], at[1])
	}
	if got := b.componentAreas(true); !slices.Equal(got, []int{4}) {
		t.Errorf("pieces of %v cells, want one of 4", got)
	}
	if got := b.componentAreas(false); len(got) != 2 || got[1] != 1 {
		t.Errorf("paper of %v cells, want the rest and 1", got)
	}
}

// A box of any size and position fits the binary image.
func TestBoxesFitTheBinaryImage(t *testing.T) {
	r := draw(image.Rect(0, 0, Side, Side))
	for w := 1; w <= Side; w++ {
		for _, h := range []int{1, w/3 + 1, w} {
			for _, box := range []image.Rectangle{image.Rect(0, 0, w, h), image.Rect(Side-w, Side-h, Side, Side), image.Rect(Side-h, 0, Side, w)} {
				var b binaryImage
				b.sample(r, box)
				long, short := max(box.Dx(), box.Dy()), min(box.Dx(), box.Dy())
				if got, want := b.ink(), int(float32(short)/(float32(long)/binarySize)+0.5)*binarySize; got != want {
					t.Fatalf("%v has %d cells of ink, want %d", box, got, want)
				}
			}
		}
	}
}

// Pixels on the border of the picture are no lumps, and rows are not connected at
// their ends.
func TestLumpsAreInkWithInkAllRound(t *testing.T) {
	var p Prepared
	for y := range 4 { // 4 by 5 pixels in the corner have 2 by 3 inside
		for x := range 5 {
			p.Pixels[y*PictureSide+x] = 0.5
			p.Pixels[(PictureSide-1-y)*PictureSide+PictureSide-1-x] = 0.49
		}
	}
	if got := p.lumps(); got != 6 {
		t.Errorf("%d lumps, want 6", got)
	}
}

// Exceeded names the measures of the ink that exceed the limits of a digit, for the
// tests outside the package.
func Exceeded(r *Raster, p *Prepared) (names []string) {
	m, l := measure(r, p), &limits
	for name, beyond := range map[string]bool{
		"cover": m.cover > l.cover, "pen": m.pen > l.pen, "perimeter": m.perimeter > l.perimeter, "crossings": m.crossings > l.crossings,
		"pieces": m.pieces > l.pieces, "holes": m.holes > l.holes, "lumps": m.lumps > l.lumps, "dots": m.pieces > 1 && m.largest < dot,
	} {
		if beyond {
			names = append(names, name)
		}
	}
	return names
}
