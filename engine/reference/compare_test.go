package reference

import (
	"math"
	"strings"
	"testing"
)

// Every comparison with the reference uses Compare: it must be able to fail.
func TestCompareReportsDifferencesBeyondTheTolerance(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		name      string
		got, want []float64
		says      string // "" when they are close
	}{
		{"both tolerances together", []float64{0.5, 102.5}, []float64{0, 100}, ""}, // 0.5 + 2 % of 100
		{"a little more", []float64{0, 102.6}, []float64{0, 100}, "[1]: got 102.6, want 100"},
		{"below", []float64{-0.6}, []float64{0}, "[0]: got -0.6"},
		{"the worst is named", []float64{1, 9, 2}, []float64{0, 0, 0}, "[1]: got 9, want 0: 18 times"},
		{"not a number", []float64{9, nan, 99}, []float64{0, 0, 0}, "[1]: got NaN"},
		{"nothing is close to not a number", []float64{0}, []float64{nan}, "[0]: got 0, want NaN"},
		{"not even itself", []float64{nan}, []float64{nan}, "[0]: got NaN"},
		{"infinite", []float64{inf}, []float64{0}, "[0]: got +Inf"},
		{"too few", []float64{0}, []float64{0, 0}, "got 1 numbers, want 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := Compare(c.got, c.want, 0.5, 0.02)
			switch {
			case c.says == "" && err != nil:
				t.Errorf("got %v, want nil", err)
			case c.says != "" && (err == nil || !strings.HasPrefix(err.Error(), c.says)):
				t.Errorf("got %v, want %q", err, c.says)
			}
		})
	}
}
