package kernel

// Convolutions over lists of what is not zero: pixels are mostly paper, and behind ReLU and pooling most of a gradient is zero.
// They add the terms that a dense product would add, in its order, but for zeros.

// listed is pictures with a border of nothing, [pictures h w depth], by lists of the elements of each position that are not
// zero. Element e of position p multiplies the row (p*depth+e)*columns of B: base then leads to the entry of the kernel.
type listed struct {
	terms                       []term
	starts                      []int32
	h, w, depth, columns, count int
}

// list lists pictures x [pictures height width depth] of which the first lies at (top, left) in a border h high and w wide.
func (s *ConvScratch) list(v lanes, pictures, height, width, depth, columns int, x []float32, h, w, top, left int) listed {
	along := s.along[:depth]
	for e := range along {
		along[e] = int32(e * columns)
	}
	l := listed{s.terms, s.starts, h, w, depth, columns, 0}
	lines := listing{x: x, along: along, rows: pictures * height * width, row: depth, col: 1, atRow: depth * columns}
	if h == height && w == width {
		l.count = v.list(&lines, l.terms, l.starts, 0)
	} else {
		lines.rows = min(width, w-left)
		for line := range pictures * h {
			row, at := line%h-top, line*w
			starts := l.starts[at:][:w]
			if row >= 0 && row < height {
				fillStarts(starts[:left], l.count)
				lines.x, lines.at = x[(line/h*height+row)*width*depth:], (at+left)*lines.atRow
				l.count = v.list(&lines, l.terms, starts[left:], l.count)
				starts = starts[left+lines.rows:]
			}
			fillStarts(starts, l.count)
		}
	}
	l.starts[pictures*h*w] = int32(l.count)
	return l
}

func fillStarts(starts []int32, n int) {
	for i := range starts {
		starts[i] = int32(n)
	}
}

// convolve adds to columns of c [pictures outH outW ...], whose rows lie cStep apart, the convolution of what is listed with
// b [size size depth columns], whose windows begin at (top, left) and move by stride.
func (l listed) convolve(v lanes, pictures, outH, outW, size, stride, top, left int, b, c []float32, cStep int) {
	position := l.depth * l.columns
	p := sparseProduct{
		terms: l.terms[:l.count],
		bands: outH, bandStep: stride * l.w, bandC: outW * cStep, bandBase: -stride * l.w * position,
		rows: outW, columns: l.columns, cStep: cStep,
		step: stride, spanStep: l.w, width: size,
		baseSpan: (size - l.w) * position, baseBack: stride * position,
	}
	together := max(1, cachedFloats/(size*position))
	for kh := 0; kh < size; kh += p.spans {
		p.spans = min(together, size-kh)
		p.b = b[kh*size*position:]
		for i := range pictures {
			first := (i*l.h+top+kh)*l.w + left
			p.starts, p.base, p.c = l.starts[first:], -first*position, c[i*outH*outW*cStep:]
			v.gather(p)
		}
	}
}

// cachedFloats is how much of the kernel a first-level cache keeps beside what is multiplied with it: more rows of the kernel take turns.
const cachedFloats = 10 << 10
