package reference

import (
	"fmt"
	"math"
)

// MaxAbs returns the largest |v|, 0 without values.
func MaxAbs(values []float64) float64 {
	m := 0.0
	for _, v := range values {
		m = max(m, math.Abs(v))
	}
	return m
}

// Compare returns nil when |got - want| <= atol + rtol*|want| for every number.
// Otherwise the error names the number furthest from its tolerance. NaN is never
// close.
func Compare[T float32 | float64](got []T, want []float64, atol, rtol float64) error {
	if len(got) != len(want) {
		return fmt.Errorf("got %d numbers, want %d", len(got), len(want))
	}
	worst, at := 1.0, -1
	for i, w := range want {
		diff := math.Abs(float64(got[i]) - w)
		if tolerance := atol + rtol*math.Abs(w); !(diff <= tolerance) {
			if off := diff / tolerance; at < 0 || !(off <= worst) {
				worst, at = off, i
			}
		}
		if math.IsNaN(diff) {
			break
		}
	}
	if at < 0 {
		return nil
	}
	return fmt.Errorf("[%d]: got %v, want %v: %.3g times the tolerance of %.3g", at, got[at], want[at], worst, atol+rtol*math.Abs(want[at]))
}
