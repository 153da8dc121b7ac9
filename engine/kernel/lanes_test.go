package kernel

import "testing"

func TestTileColumns(t *testing.T) {
	tile := hardware().columns()
	for n := 1; n <= 3*maxColumns; n++ {
		if got := TileColumns(n); got < n || got >= n+tile || got%tile != 0 {
			t.Errorf("tiles of %d columns: %d are %d in whole ones", tile, n, got)
		}
	}
}
