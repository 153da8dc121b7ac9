package drawing

import "image"

const (
	// latticeCells go on the longer side of the ink's box: four on a pixel of a prepared picture.
	latticeCells = 4 * fit

	// latticeSide has a line of paper on each side.
	latticeSide = latticeCells + 2
)

// lattice is the ink on cells of an eightieth of its box's longer side, each
// what the raster's pixel at its middle is: ink or paper. So drawings of all
// sizes are alike.
type lattice [latticeSide * latticeSide]bool

// sample fills the lattice from the ink in a box.
func (l *lattice) sample(r *Raster, box image.Rectangle) {
	step := cellSize(box)
	for y := range int(float32(box.Dy())/step + 0.5) {
		row := min(box.Min.Y+int((float32(y)+0.5)*step), box.Max.Y-1) * Side
		for x := range int(float32(box.Dx())/step + 0.5) {
			column := min(box.Min.X+int((float32(x)+0.5)*step), box.Max.X-1)
			l[(y+1)*latticeSide+x+1] = r.Pix[row+column] >= inside
		}
	}
}

// cellSize is the side of a cell in pixels of the raster.
func cellSize(box image.Rectangle) float32 { return float32(max(box.Dx(), box.Dy())) / latticeCells }

// ink counts the cells with ink.
func (l *lattice) ink() (n int) {
	for _, ink := range l {
		if ink {
			n++
		}
	}
	return n
}

// outline counts the sides of cells between ink and paper. It is twice the
// sum over all rows and columns of how often each meets a line.
func (l *lattice) outline() (n int) {
	for i := range latticeSide * (latticeSide - 1) {
		if l[i] != l[i+1] {
			n++
		}
		if l[i] != l[i+latticeSide] {
			n++
		}
	}
	return n
}

// crossings returns how often the row that meets most lines meets one.
func (l *lattice) crossings() (most int) {
	for y := 1; y <= latticeCells; y++ {
		n := 0
		for i := y * latticeSide; i < y*latticeSide+latticeCells; i++ {
			if !l[i] && l[i+1] {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// areas is how many cells each connected part of the ink, or of the paper, has.
func (l *lattice) areas(ink bool) (list []int) {
	// A step from the left or right edge may lead to the other one: both are paper.
	steps := []int{1, -1, latticeSide, -latticeSide}
	if ink { // ink that touches at corners is one part, paper is not
		steps = append(steps, latticeSide+1, latticeSide-1, -latticeSide+1, -latticeSide-1)
	}
	var seen lattice
	var todo []int
	for start := range l {
		if seen[start] || l[start] != ink {
			continue
		}
		seen[start] = true
		todo = append(todo[:0], start)
		area := 0
		for len(todo) > 0 {
			at := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			area++
			for _, step := range steps {
				next := at + step
				if next >= 0 && next < len(l) && !seen[next] && l[next] == ink {
					seen[next] = true
					todo = append(todo, next)
				}
			}
		}
		list = append(list, area)
	}
	return list
}
