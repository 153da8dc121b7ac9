package dataset

import "testing"

func TestRowsAreGatheredAsFromTheirSet(t *testing.T) {
	pixels, labels := make([]byte, 3*Pixels), []uint8{7, 2, 9}
	for i := range pixels {
		pixels[i] = byte(i)
	}
	set := Rows(pixels, labels)
	if !set.HasAll([]int32{0, 1, 2}) || set.Has(3) || set.Len() != 3 || set.Arrived() != 3 {
		t.Fatalf("%d of %d pictures are there, want 3 of 3", set.Arrived(), set.Len())
	}
	x, got := make([]float32, 2*Pixels), make([]uint8, 2)
	pixels[2*Pixels] = 51 // a view: what is written later counts
	set.Gather([]int32{2, 0}, x, got)
	if got[0] != 9 || got[1] != 7 || x[0] != 51.0/255 || x[Pixels+255] != 1 {
		t.Errorf("got labels %v, pixels %v and %v", got, x[0], x[Pixels+255])
	}
}
