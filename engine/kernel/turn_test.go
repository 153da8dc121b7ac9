package kernel

import "testing"

func TestTurn(t *testing.T) {
	for rows := range 14 { // whole fours and tails
		for _, cols := range []int{0, 1, 2, 3, 4, 5, 6, 8, 12, 16, 20, 36} { // and lines of 16
			s := noise(rows + 100*cols)
			src, want := s.slice(rows*cols), make([]float32, rows*cols)
			for r := range rows {
				for c := range cols {
					want[c*rows+r] = src[r*cols+c]
				}
			}
			for _, v := range []lanes{scalar, hardware()} {
				dst := filled(rows*cols, untouched)
				v.turn(rows, cols, src, dst)
				checkBits(t, v, dst, want)
			}
		}
	}
}
