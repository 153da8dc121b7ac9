package drawing

import (
	"image"
	"math"
)

// maxComponents is far more than on a page full of text, which has some 2,000
// letters.
const maxComponents = 5000

// component is a connected component of the ink, by 8-connectivity.
type component struct {
	image.Rectangle      // bounding box
	area            int  // pixels
	perimeter       int  // pixels next to paper or on the border of the picture
	border          int  // pixels on the border of the picture
	peak            byte // the highest contrast
	shading         bool // may be light or shadow instead of ink
}

// size is the longer side of a box. It is used in place of the height, because a
// picture may lie on its side until its orientation is applied.
func size(b image.Rectangle) int { return max(b.Dx(), b.Dy()) }

// pen estimates the thickness of a component: a line of that thickness and the
// same area is as long as the width and height of the box together.
func (c component) pen() float32 { return float32(c.area) / float32(c.Dx()+c.Dy()) }

// labels are the connected components of a picture, and the nearest component of
// each pixel.
type labels struct {
	width, height int
	uneven        bool // the light on the background is uneven
	components    []component
	nearest       []int32            // index into components; -1 if none is near
	distance      []uint16           // to the nearest component, in steps to one of eight neighbours; 0 is ink
	gaps          map[[2]int32]int32 // pixels of paper between two components next to each other, the smaller index first
}

func pair(a, b int) [2]int32 { return [2]int32{int32(min(a, b)), int32(max(a, b))} }

// covers reports whether a pixel is ink of the component.
func (l *labels) covers(component int, p image.Point) bool {
	i := p.Y*l.width + p.X
	return l.nearest[i] == int32(component) && l.distance[i] == 0
}

// label finds the connected components of the pixels above the threshold.
func (g pixmap) label(threshold byte) *labels {
	l := &labels{width: g.width, height: g.height, nearest: make([]int32, len(g.pix)), gaps: map[[2]int32]int32{}}
	for i := range l.nearest {
		l.nearest[i] = -1
	}
	var stack []int32
	var memory [8]int
	for start, v := range g.pix {
		if v <= threshold || l.nearest[start] >= 0 {
			continue
		}
		label := int32(len(l.components))
		c := component{Rectangle: image.Rectangle{image.Pt(g.width, g.height), image.Point{}}}
		l.nearest[start] = label
		stack = append(stack, int32(start))
		for len(stack) > 0 {
			i := int(stack[len(stack)-1])
			stack = stack[:len(stack)-1]
			x, y := i%g.width, i/g.width
			c.area++
			c.peak = max(c.peak, g.pix[i])
			if x == 0 || y == 0 || x == g.width-1 || y == g.height-1 {
				c.border++
				c.perimeter++
			} else if min(g.pix[i-1], g.pix[i+1], g.pix[i-g.width], g.pix[i+g.width]) <= threshold {
				c.perimeter++
			}
			c.Min.X, c.Max.X = min(c.Min.X, x), max(c.Max.X, x+1)
			c.Min.Y, c.Max.Y = min(c.Min.Y, y), max(c.Max.Y, y+1)
			for _, k := range g.neighbours(i, &memory) {
				if g.pix[k] > threshold && l.nearest[k] < 0 {
					l.nearest[k] = label
					stack = append(stack, int32(k))
				}
			}
		}
		l.components = append(l.components, c)
	}
	return l
}

// expand finds the nearest component of every pixel, and the gaps between
// components, by breadth-first search from all of them at once. It ends at a
// distance of half the size of the largest.
func (l *labels) expand() {
	l.distance = make([]uint16, len(l.nearest))
	var frontier, next []int32
	for i, n := range l.nearest {
		if n >= 0 {
			frontier = append(frontier, int32(i))
		} else {
			l.distance[i] = math.MaxUint16
		}
	}
	end := 1
	for _, c := range l.components {
		end = max(end, size(c.Rectangle)/2)
	}
	g := pixmap{nil, l.width, l.height}
	var memory [8]int
	for d := 0; len(frontier) > 0 && d < end; d++ {
		next = next[:0]
		for _, i := range frontier {
			from := l.nearest[i]
			for _, k := range g.neighbours(int(i), &memory) {
				switch to := l.nearest[k]; {
				case to < 0:
					l.nearest[k], l.distance[k] = from, uint16(d+1)
					next = append(next, int32(k))
				case to != from:
					p, gap := pair(int(from), int(to)), int32(d)+int32(l.distance[k])
					if known, ok := l.gaps[p]; !ok || gap < known {
						l.gaps[p] = gap
					}
				}
			}
		}
		frontier, next = next, frontier
	}
}

// neighbours returns the up to eight neighbours of a pixel, in the memory of the
// caller.
func (g pixmap) neighbours(i int, memory *[8]int) []int {
	x, y := i%g.width, i/g.width
	if x > 0 && x < g.width-1 && y > 0 && y < g.height-1 {
		*memory = [8]int{i - g.width - 1, i - g.width, i - g.width + 1, i - 1, i + 1, i + g.width - 1, i + g.width, i + g.width + 1}
		return memory[:]
	}
	found := memory[:0]
	for v := max(y-1, 0); v <= min(y+1, g.height-1); v++ {
		for u := max(x-1, 0); u <= min(x+1, g.width-1); u++ {
			if u != x || v != y {
				found = append(found, v*g.width+u)
			}
		}
	}
	return found
}
