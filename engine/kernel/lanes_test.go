package kernel

import "testing"

func TestWholeColumns(t *testing.T) {
	panel := hardware().columns()
	for n := 1; n <= 3*maxColumns; n++ {
		if got := WholeColumns(n); got < n || got >= n+panel || got%panel != 0 {
			t.Errorf("panels of %d: %d columns are %d whole ones", panel, n, got)
		}
	}
}
