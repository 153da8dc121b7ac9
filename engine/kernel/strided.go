package kernel

// strided is a sequence of positions in an operand, as in a strided array: cols positions colStride apart, rows of those rowStride apart,
// any number of images of those imageStride apart.
type strided struct{ cols, colStride, rows, rowStride, imageStride int }

// vector is n positions stride apart.
func vector(n, stride int) strided { return strided{cols: n, colStride: stride, rows: 1} }

// at is the i-th position.
func (s strided) at(i int) int {
	return i/s.cols/s.rows*s.imageStride + i/s.cols%s.rows*s.rowStride + i%s.cols*s.colStride
}

// extent is one more than the largest of the first n positions, for n > 0.
func (s strided) extent(n int) int {
	last := s.at(n - 1)
	for _, whole := range []int{n / s.cols * s.cols, n / (s.cols * s.rows) * s.cols * s.rows} {
		if whole > 0 { // the end of a whole row may be further than that of a part of the next
			last = max(last, s.at(whole-1))
		}
	}
	return last + 1
}

// fill writes the positions from the first-th on to table.
func (s strided) fill(table []int, first int) { fill(s, table, first) }

// fill32 writes the first positions to the table of a sparse operand.
func (s strided) fill32(table []int32) { fill(s, table, 0) }

func fill[T int | int32](s strided, table []T, first int) {
	for done := first % s.cols; len(table) > 0; done = 0 {
		at := s.at(first)
		row := table[:min(len(table), s.cols-done)]
		for i := range row {
			row[i] = T(at)
			at += s.colStride
		}
		table, first = table[len(row):], first+len(row)
	}
}

// segments is the part of a row of A that a micro-kernel sums over: count elements stride apart from each of starts.
type segments struct {
	starts        []int
	count, stride int
}

// length is the number of terms.
func (k segments) length() int { return len(k.starts) * k.count }

// extent is the number of elements from the first of a segment to its last.
func (k segments) extent() int { return (k.count-1)*k.stride + 1 }

// segments covers as many of the positions from the p-th to the k-th as fit one block: whole rows, or a part of a row that is longer
// than a block. starts is room for its table.
func (s strided) segments(starts []int, p, k int) segments {
	if done := p % s.cols; done > 0 || s.cols > min(kBlock, k-p) {
		starts[0] = s.at(p)
		return segments{starts[:1], min(kBlock, s.cols-done, k-p), s.colStride}
	}
	starts = starts[:min(kBlock, k-p)/s.cols]
	for i := range starts {
		starts[i] = s.at(p + i*s.cols)
	}
	return segments{starts, s.cols, s.colStride}
}
