package drawing

import "encoding/binary"

// pixmap is a picture of bytes of any size, row by row: coverage, grey or
// contrast. Outside it everything is 0.
type pixmap struct {
	pix           []byte
	width, height int
}

// sampleGrid is a grid of square cells over a pixmap: cell (i, j) covers the
// pixels from x + i*step to x + (i+1)*step, and vertically likewise.
type sampleGrid struct{ x, y, step float32 }

// span is the part of a line that a cell covers: the pixels of [from, to), with
// weights for the first and the last, which it covers in part.
type span struct {
	from, to    int
	first, last float32
}

// cover returns the span of [start, end) on a line of n pixels.
func cover(start, end float32, n int) span {
	start, end = max(start, 0), min(end, float32(n))
	if start >= end {
		return span{}
	}
	from := int(start)
	to := min(int(end), n-1)
	if float32(to) == end {
		to-- // the last pixel would have weight 0
	}
	if from >= to {
		return span{from, from + 1, end - start, 0}
	}
	return span{from, to + 1, float32(from+1) - start, end - float32(to)}
}

// resampler keeps the scratch memory of resample.
type resampler struct {
	spans []span
	lanes []uint64  // sums of rows, four 16-bit lanes to a word: see addRow
	sums  []float32 // the same, one to a pixel
}

// resample calls put(i, j, v) for every cell of a grid of width x height, where v
// is the mean of src over cell (i, j), 0 to 1. Such area averaging shrinks without
// losing thin lines, and enlarges in blocks.
//
// It first adds up rows, eight pixels at a time, then cuts the sums into cells.
// The weight of a row that a cell covers in part is rounded to a multiple of
// 1/unit; cells whose edges are edges of pixels are exact.
func (r *resampler) resample(src pixmap, w sampleGrid, width, height int, put func(i, j int, v float32)) {
	r.spans = resize(r.spans, width)
	for i := range r.spans {
		r.spans[i] = cover(w.x+float32(i)*w.step, w.x+float32(i+1)*w.step, src.width)
	}
	words := (src.width + word - 1) / word
	r.lanes, r.sums = resize(r.lanes, 2*words), resize(r.sums, word*words)
	unit := wholeRow(w.step)
	full := 1 / (w.step * w.step * unit * 255)
	for j := range height {
		rows := cover(w.y+float32(j)*w.step, w.y+float32(j+1)*w.step, src.height)
		clear(r.lanes)
		for y := rows.from; y < rows.to; y++ {
			weight := unit
			if y == rows.from {
				weight *= rows.first
			} else if y == rows.to-1 {
				weight *= rows.last
			}
			addRow(r.lanes, src.pix[y*src.width:(y+1)*src.width], uint64(weight+0.5))
		}
		unpack(r.sums, r.lanes)
		for i, s := range r.spans {
			v := float32(0)
			if s.to > 0 {
				cells := r.sums[s.from:s.to]
				v = s.first * cells[0]
				if last := len(cells) - 1; last > 0 {
					for _, c := range cells[1:last] {
						v += c
					}
					v += s.last * cells[last]
				}
			}
			put(i, j, v*full)
		}
	}
}

const (
	word = 8                  // pixels read together
	lane = 65535 / 255 &^ 1   // most weight of a pixel in a 16-bit lane; even
	even = 0x00ff00ff00ff00ff // the even ones of eight pixels
)

// wholeRow returns the weight of a row that a cell covers completely: the sum of
// all rows of a cell must fit a lane, and if a cell is smaller than a row the
// weight of its part must be a whole number.
func wholeRow(step float32) float32 {
	if step < 1 {
		return lane / 2 / step
	}
	return float32(int(lane / (step + 1)))
}

// addRow adds a row times weight. Of each eight pixels the four even ones go to
// one word of lanes and the four odd ones to the next: one multiplication for four
// pixels. Words without ink are skipped.
func addRow(lanes []uint64, row []byte, weight uint64) {
	k := 0
	for ; len(row) >= word; row = row[word:] {
		if pixels := binary.LittleEndian.Uint64(row); pixels != 0 {
			lanes[k] += pixels & even * weight
			lanes[k+1] += pixels >> 8 & even * weight
		}
		k += 2
	}
	for i, v := range row {
		lanes[k+i%2] += uint64(v) * weight << (i / 2 * 16)
	}
}

// unpack writes each lane as a number of its own.
func unpack(sums []float32, lanes []uint64) {
	for k := 0; k+2 <= len(lanes); k += 2 {
		e, o := lanes[k], lanes[k+1]
		eight := sums[4*k : 4*k+word]
		if e|o == 0 {
			clear(eight)
			continue
		}
		for i := 0; i+2 <= len(eight); i += 2 {
			eight[i], eight[i+1] = float32(uint16(e)), float32(uint16(o))
			e, o = e>>16, o>>16
		}
	}
}
