package drawing

import (
	"image"
	"math"
)

// mostComponents are looked at: a page full of text has some 2,000 letters.
const mostComponents = 5000

// component is pixels of ink that touch, also by their corners.
type component struct {
	image.Rectangle      // the box round it
	area            int  // pixels
	outline         int  // pixels of it beside paper or at the picture's edge
	edge            int  // pixels of it at the picture's edge
	peak            byte // the highest contrast
	light           bool // it may be light or shadow, no ink
}

// size is the longer side of a box. Choices go by it, not by the height: a
// picture may lie on its side until its orientation is applied.
func size(b image.Rectangle) int { return max(b.Dx(), b.Dy()) }

// pen is about how thick a component is: a line of that thickness with its ink
// would be as long as its box is wide and high.
func (c component) pen() float32 { return float32(c.area) / float32(c.Dx()+c.Dy()) }

// labels says of each pixel which component is nearest.
type labels struct {
	width, height int
	uneven        bool // the background of the picture
	found         []component
	nearest       []int32            // index into found; -1 where none is near
	distance      []uint16           // to it, in steps to one of eight neighbours; 0 is ink
	gaps          map[[2]int32]int32 // paper between two components that meet on the way, the smaller index first
}

func pair(a, b int) [2]int32 { return [2]int32{int32(min(a, b)), int32(max(a, b))} }

// is says whether a pixel is ink of the component.
func (l *labels) is(component int, p image.Point) bool {
	i := p.Y*l.width + p.X
	return l.nearest[i] == int32(component) && l.distance[i] == 0
}

// components finds the components of what lies above the threshold.
func (g grid) components(threshold byte) *labels {
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
		label := int32(len(l.found))
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
				c.edge++
				c.outline++
			} else if min(g.pix[i-1], g.pix[i+1], g.pix[i-g.width], g.pix[i+g.width]) <= threshold {
				c.outline++
			}
			c.Min.X, c.Max.X = min(c.Min.X, x), max(c.Max.X, x+1)
			c.Min.Y, c.Max.Y = min(c.Min.Y, y), max(c.Max.Y, y+1)
			for _, k := range g.around(i, &memory) {
				if g.pix[k] > threshold && l.nearest[k] < 0 {
					l.nearest[k] = label
					stack = append(stack, int32(k))
				}
			}
		}
		l.found = append(l.found, c)
	}
	return l
}

// spread finds which component is nearest to every pixel, and the gaps
// between components: waves run from all of them at once until they meet. They
// end where nothing is near any more: at half the size of the largest.
func (l *labels) spread() {
	l.distance = make([]uint16, len(l.nearest))
	var wave, next []int32
	for i, n := range l.nearest {
		if n >= 0 {
			wave = append(wave, int32(i))
		} else {
			l.distance[i] = math.MaxUint16
		}
	}
	end := 1
	for _, c := range l.found {
		end = max(end, size(c.Rectangle)/2)
	}
	g := grid{nil, l.width, l.height}
	var memory [8]int
	for d := 0; len(wave) > 0 && d < end; d++ {
		next = next[:0]
		for _, i := range wave {
			from := l.nearest[i]
			for _, k := range g.around(int(i), &memory) {
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
		wave, next = next, wave
	}
}

// around returns the up to eight neighbours of a pixel, in memory of the caller's.
func (g grid) around(i int, memory *[8]int) []int {
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
