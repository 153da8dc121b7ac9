package drawing

import "image"

const (
	// binarySize is the number of cells along the longer side of the ink's bounding
	// box: four to a pixel of a prepared picture.
	binarySize = 4 * fit

	// binaryStride adds a line of paper on each side.
	binaryStride = binarySize + 2
)

// binaryImage is the ink on cells of an eightieth of its box's longer side, which
// makes drawings of all sizes comparable. A cell is ink if the raster's pixel at
// its middle is.
type binaryImage [binaryStride * binaryStride]bool

// sample fills the image from the ink in a box.
func (b *binaryImage) sample(r *Raster, box image.Rectangle) {
	step := cellSize(box)
	for y := range int(float32(box.Dy())/step + 0.5) {
		row := min(box.Min.Y+int((float32(y)+0.5)*step), box.Max.Y-1) * Side
		for x := range int(float32(box.Dx())/step + 0.5) {
			column := min(box.Min.X+int((float32(x)+0.5)*step), box.Max.X-1)
			b[(y+1)*binaryStride+x+1] = r.Pix[row+column] >= inside
		}
	}
}

// cellSize is the side of a cell in pixels of the raster.
func cellSize(box image.Rectangle) float32 { return float32(max(box.Dx(), box.Dy())) / binarySize }

// ink counts the cells with ink.
func (b *binaryImage) ink() (n int) {
	for _, ink := range b {
		if ink {
			n++
		}
	}
	return n
}

// perimeter counts the sides of cells between ink and paper: two for each line
// that a row or a column crosses.
func (b *binaryImage) perimeter() (n int) {
	for i := range binaryStride * (binaryStride - 1) {
		if b[i] != b[i+1] {
			n++
		}
		if b[i] != b[i+binaryStride] {
			n++
		}
	}
	return n
}

// crossings returns the most lines that a row crosses.
func (b *binaryImage) crossings() (most int) {
	for y := 1; y <= binarySize; y++ {
		n := 0
		for i := y * binaryStride; i < y*binaryStride+binarySize; i++ {
			if !b[i] && b[i+1] {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// componentAreas counts the cells of each connected component of the ink, or of
// the paper.
func (b *binaryImage) componentAreas(ink bool) (list []int) {
	// A step over the left or right edge leads to the other one: both are paper.
	steps := []int{1, -1, binaryStride, -binaryStride}
	if ink { // 8-connected ink, 4-connected paper
		steps = append(steps, binaryStride+1, binaryStride-1, -binaryStride+1, -binaryStride-1)
	}
	var seen binaryImage
	var todo []int
	for start := range b {
		if seen[start] || b[start] != ink {
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
				if next >= 0 && next < len(b) && !seen[next] && b[next] == ink {
					seen[next] = true
					todo = append(todo, next)
				}
			}
		}
		list = append(list, area)
	}
	return list
}
