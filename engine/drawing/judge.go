package drawing

import "slices"

// Verdict says why ink is no digit.
type Verdict string

// The verdicts.
const (
	Digit    Verdict = ""         // it may be one
	Full     Verdict = "full"     // most of the pad is ink
	Blot     Verdict = "blot"     // the line is nearly as thick as the ink is long
	Dots     Verdict = "dots"     // pieces no longer than the line is thick
	Scribble Verdict = "scribble" // more line than a digit has
)

// measures of ink are what Judge looks at. Lengths are parts of the longer
// side of the ink's box.
type measures struct {
	cover     float32 // part of the pad that is ink
	pen       float32 // thickness of the line
	outline   float32 // length between ink and paper, along the sides of cells
	crossings int     // how often the row that meets most lines meets one
	pieces    int     // connected parts of the ink
	middle    float32 // area of the piece in the middle by size, in squares of the pen's thickness
	largest   float32 // and of the largest
	holes     int     // parts of the paper with ink all round
	lumps     int     // pixels of the prepared picture with ink all round: its even pen leaves none on a line
}

// limits are what few of MNIST's 60,000 training pictures exceed, each once
// drawn and once loaded: cover none of the 120,000, pen 22, outline 33,
// crossings 18, pieces 29, holes 26, lumps 467 (go test -run
// TestTestDigitsAreNotAccused -v ./engine/drawing -training).
var limits = measures{cover: 0.45, pen: 0.4, outline: 8.5, crossings: 4, pieces: 4, holes: 4, lumps: 50}

// dot is the most area of a piece, in squares of the pen's thickness, that
// counts as one. A round dot has 0.8; in 3 of the 120,000 training pictures
// there are several pieces and none is larger.
const dot = 4

// Judge says whether ink can be a digit, whatever a network reads in it. p is
// the raster prepared with AllSteps. It is meant for ink that is finished: a
// digit may begin as a blot. Ink too faint for a line to be measured, less
// than half dark everywhere, and none count as a digit.
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
	case m.pieces > 1 && m.largest < dot, m.pieces > l.pieces && m.middle < dot:
		return Dots
	case m.outline > l.outline, m.crossings > l.crossings, m.pieces > l.pieces, m.holes > l.holes, m.lumps > l.lumps:
		return Scribble
	}
	return Digit
}

// Parts of the ink or of the paper with fewer cells are specks.
const (
	leastPiece = 10
	leastHole  = 6
)

func measure(r *Raster, p *Prepared) (m measures) {
	var l lattice
	l.sample(r, p.Ink)
	cell := cellSize(p.Ink)
	pen := p.Pen / cell
	m.cover = float32(l.ink()) * cell * cell / (Side * Side)
	m.pen = pen / latticeCells
	m.outline = float32(l.outline()) / latticeCells
	m.crossings = l.crossings()
	if pieces := atLeast(leastPiece, l.areas(true)); len(pieces) > 0 {
		slices.Sort(pieces)
		m.pieces = len(pieces)
		m.middle = float32(pieces[m.pieces/2]) / (pen * pen)
		m.largest = float32(pieces[m.pieces-1]) / (pen * pen)
	}
	m.holes = len(atLeast(leastHole, l.areas(false)[1:])) // the first is the paper round it
	m.lumps = p.lumps()
	return m
}

func atLeast(least int, areas []int) []int {
	return slices.DeleteFunc(areas, func(area int) bool { return area < least })
}

// lumps counts pixels that are at least half ink as all their eight neighbours are.
func (p *Prepared) lumps() (n int) {
	var across [Pixels]bool // so are both beside it
	ink := func(i int) bool { return p.Pixels[i] >= 0.5 }
	for i := 1; i < Pixels-1; i++ {
		across[i] = ink(i-1) && ink(i) && ink(i+1)
	}
	for i := Width28; i < Pixels-Width28; i++ {
		x := i % Width28
		if x > 0 && x < Width28-1 && across[i-Width28] && across[i] && across[i+Width28] {
			n++
		}
	}
	return n
}
