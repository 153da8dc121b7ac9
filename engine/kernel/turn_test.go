package kernel

import "testing"

func TestTurn(t *testing.T) {
	for rows := range 14 { // whole fours and tails
		for cols := range 7 {
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
