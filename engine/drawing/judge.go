package drawing

import "slices"

// Verdict is the reason why ink cannot be a digit.
type Verdict string

// The verdicts.
const (
	Digit    Verdict = ""         // it may be a digit
	Full     Verdict = "full"     // most of the pad is ink
	Blot     Verdict = "blot"     // the line is nearly as thick as the ink is long
	Dots     Verdict = "dots"     // pieces about as small as the line is thick
	Scribble Verdict = "scribble" // more line than a digit has
)

// measures are the features of ink that Judge compares with limits. Lengths are
// fractions of the longer side of the ink's bounding box.
type measures struct {
	cover     float32 // fraction of the pad covered by ink
	pen       float32 // thickness of the line
	perimeter float32 // length of the border between ink and paper, along the sides of cells
	crossings int     // most lines that a row crosses
	pieces    int     // connected components of the ink
	median    float32 // median area of a piece, in squares of the pen's thickness
	largest   float32 // area of the largest
	holes     int     // components of the paper with ink all round
	lumps     int     // pixels of the prepared picture with ink all round: its normalised pen leaves none on a line
}

// limits are exceeded by few of MNIST's 60,000 training pictures, each once drawn
// and once loaded: cover by none of the 120,000, pen by 22, perimeter 33,
// crossings 18, pieces 29, holes 26, lumps 467 (go test -run
// TestTestDigitsAreNotRejected -v ./engine/drawing -training).
var limits = measures{cover: 0.45, pen: 0.4, perimeter: 8.5, crossings: 4, pieces: 4, holes: 4, lumps: 50}

// dot is the largest area of a dot, in squares of the pen's thickness. A round dot
// has 0.8; 3 of the 120,000 training pictures have several pieces and none
// larger.
const dot = 4

// Judge says whether ink can be a digit, without asking a network. p is the raster
// prepared with AllSteps. It is meant for finished ink: a digit may begin as a
// blot. No ink, and ink too faint to measure a line (less than half dark
// everywhere), count as a digit.
func Judge(r *Raster, p *Prepared) Verdict {
	if p.Empty || p.Pen == 0 {
		return Digit
	}
	return measure(r, p).verdict()
}

func (m measures) verdict() Verdict {
	l := &limits
	switch {
	case m.cover > l.cover:
		return Full
	case m.pen > l.pen:
		return Blot
	case m.pieces > 1 && m.largest < dot, m.pieces > l.pieces && m.median < dot:
		return Dots
	case m.perimeter > l.perimeter, m.crossings > l.crossings, m.pieces > l.pieces, m.holes > l.holes, m.lumps > l.lumps:
		return Scribble
	}
	return Digit
}

// Components of the ink or of the paper with fewer cells are specks.
const (
	minPiece = 10
	minHole  = 6
)

func measure(r *Raster, p *Prepared) (m measures) {
	var b binaryImage
	b.sample(r, p.Ink)
	cell := cellSize(p.Ink)
	pen := p.Pen / cell
	m.cover = float32(b.ink()) * cell * cell / (Side * Side)
	m.pen = pen / binarySize
	m.perimeter = float32(b.perimeter()) / binarySize
	m.crossings = b.crossings()
	if pieces := atLeast(minPiece, b.componentAreas(true)); len(pieces) > 0 {
		slices.Sort(pieces)
		m.pieces = len(pieces)
		m.median = float32(pieces[m.pieces/2]) / (pen * pen)
		m.largest = float32(pieces[m.pieces-1]) / (pen * pen)
	}
	m.holes = len(atLeast(minHole, b.componentAreas(false)[1:])) // the first is the paper around the ink
	m.lumps = p.lumps()
	return m
}

func atLeast(least int, areas []int) []int {
	return slices.DeleteFunc(areas, func(area int) bool { return area < least })
}

// lumps counts the pixels of the picture that survive an erosion by 3x3: they and
// all eight neighbours are at least half ink.
func (p *Prepared) lumps() (n int) {
	var across [Pixels]bool // the pixel and both beside it are ink
	ink := func(i int) bool { return p.Pixels[i] >= 0.5 }
	for i := 1; i < Pixels-1; i++ {
		across[i] = ink(i-1) && ink(i) && ink(i+1)
	}
	for i := PictureSide; i < Pixels-PictureSide; i++ {
		x := i % PictureSide
		if x > 0 && x < PictureSide-1 && across[i-PictureSide] && across[i] && across[i+PictureSide] {
			n++
		}
	}
	return n
}
