package spec

import (
	"slices"
	"testing"
)

func receptiveField(t *testing.T, m Model, layer, row, column int) []Region {
	t.Helper()
	regions, err := m.ReceptiveField(layer, row, column)
	if err != nil {
		t.Fatal(err)
	}
	return regions
}

// The note's convnet by hand: a number of conv2d_2 reads 3 rows of pool 2, those 6 of
// conv2d_1, those 8 of pool 1, those 16 of conv2d, and those 18 of the picture.
func TestReceptiveFieldOfTheNotesConvnet(t *testing.T) {
	const conv3 = 4
	for row := range 3 {
		var rows []Interval
		for _, r := range receptiveField(t, NoteConvnet(), conv3, row, 2) {
			rows = append(rows, r.Rows)
		}
		want := []Interval{{4 * row, 4*row + 17}, {4 * row, 4*row + 15}, {2 * row, 2*row + 7}, {2 * row, 2*row + 5}, {row, row + 2}, {row, row}}
		if !slices.Equal(rows, want) {
			t.Errorf("row %d sees the rows %v, want %v", row, rows, want)
		}
	}
	if got := receptiveField(t, NoteConvnet(), conv3, 0, 2)[0].Columns; got != (Interval{8, 25}) {
		t.Errorf("column 2 sees the columns %v of the picture, want 8 to 25", got)
	}
}

// The first window over 28 rows with a row of zeros before them begins in that row. The
// window before it reads only what is inside.
func TestReceptiveFieldsReachIntoPaddingAndAreClipped(t *testing.T) {
	conv := Conv2D{Filters: 1, KernelSize: 3, Padding: Same}
	m := Model{Input: MNIST(), Layers: []Layer{conv, conv}}
	for _, c := range []struct {
		row           int
		before, image Interval
	}{
		{0, Interval{-1, 1}, Interval{-1, 2}},
		{1, Interval{0, 2}, Interval{-1, 3}},
		{27, Interval{26, 28}, Interval{25, 28}},
	} {
		got := receptiveField(t, m, 1, c.row, 14)
		if got[1].Rows != c.before || got[0].Rows != c.image {
			t.Errorf("row %d reads %v of the maps and %v of the image, want %v and %v", c.row, got[1].Rows, got[0].Rows, c.before, c.image)
		}
		if got[0].Columns != (Interval{12, 16}) {
			t.Errorf("column 14 reads the columns %v", got[0].Columns)
		}
	}
}

// A unit reads all maps. In the note's convnet those do not read the last two rows and
// columns of the picture: pool 2 leaves out row and column 10 of its input.
func TestVectorsDependOnTheWholeInput(t *testing.T) {
	m := NoteConvnet()
	shapes, err := m.Shapes()
	if err != nil {
		t.Fatal(err)
	}
	for layer := 5; layer < len(m.Layers); layer++ { // from Flatten on
		regions := receptiveField(t, m, layer, 0, 0)
		seen := Region{Interval{0, 25}, Interval{0, 25}}
		if regions[0] != seen || regions[5] != shapes[4].Whole() {
			t.Errorf("%s sees %+v of the picture and %+v of the maps", m.Names()[layer], regions[0], regions[5])
		}
	}
}

func TestNumbersThatDoNotExistHaveNoReceptiveField(t *testing.T) {
	for _, c := range [][3]int{{-1, 0, 0}, {8, 0, 0}, {0, 26, 0}, {0, 0, 26}, {0, -1, 0}, {7, 0, 1}} {
		if got, err := NoteConvnet().ReceptiveField(c[0], c[1], c[2]); err == nil {
			t.Errorf("layer %d, row %d, column %d: %v, want an error", c[0], c[1], c[2], got)
		}
	}
	if _, err := (Model{Input: MNIST()}).ReceptiveField(0, 0, 0); err == nil {
		t.Error("a model without layers has a receptive field")
	}
}

// The sizes and jumps that the note's author works out: 3, 4, 8, 10, 18 pixels, and
// 1, 2, 2, 4, 4 pixels from one number to the next.
func TestLedgerHasReceptiveFieldAndJump(t *testing.T) {
	for name, c := range map[string]struct {
		model Model
		want  [][2]int
	}{
		"note":       {NoteConvnet(), [][2]int{{3, 1}, {4, 2}, {8, 2}, {10, 4}, {18, 4}, {0, 0}, {0, 0}, {0, 0}}},
		"no pooling": {NoDownsampling(), [][2]int{{3, 1}, {5, 1}, {7, 1}, {0, 0}, {0, 0}, {0, 0}}},
		"strided":    {stridedConvnet(), [][2]int{{3, 2}, {7, 4}, {15, 4}, {0, 0}, {0, 0}, {0, 0}}},
	} {
		rows, err := c.model.Ledger()
		if err != nil {
			t.Fatal(err)
		}
		var got [][2]int
		for _, r := range rows {
			got = append(got, [2]int{r.ReceptiveField, r.Jump})
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: size and jump are %v, want %v", name, got, c.want)
		}
	}
}

// Every window of up to 7, stride of up to 3 and both paddings: what no window reads is
// what is left when each window has marked what it reads.
func TestUnreadListsWhatNoWindowReads(t *testing.T) {
	for in := 1; in <= 20; in++ {
		for size := 1; size <= MaxKernelSize; size++ {
			for stride := 1; stride <= MaxStrides; stride++ {
				for _, p := range []Padding{Valid, Same} {
					s := Slide(in, size, stride, p)
					read := make([]bool, in)
					for o := range s.Out {
						for k := range size {
							if i := o*stride - s.Before + k; i >= 0 && i < in {
								read[i] = true
							}
						}
					}
					var want []int
					for i, r := range read {
						if !r {
							want = append(want, i)
						}
					}
					if got := s.Unread(); !slices.Equal(got, want) || len(got) != s.Dropped {
						t.Errorf("%d positions, size %d, stride %d, %s: unread %v, want %v, %d of them", in, size, stride, p, got, want, s.Dropped)
					}
				}
			}
		}
	}
}

func TestCellsAreCountedInNHWCOrder(t *testing.T) {
	s := Shape{H: 2, W: 3, C: 4}
	if i := s.Index(Cell{Row: 1, Column: 2, Channel: 3}); i != 23 {
		t.Errorf("the last cell has index %d, want 23", i)
	}
	for i := range s.Size() {
		if c := s.Cell(i); s.Index(c) != i || !s.Contains(c) {
			t.Errorf("index %d is %+v, whose index is %d", i, c, s.Index(c))
		}
	}
	for _, c := range []Cell{{Row: 2}, {Column: 3}, {Channel: 4}, {Row: -1}, {Column: -1}, {Channel: -1}} {
		if s.Contains(c) {
			t.Errorf("%v contains %+v", s, c)
		}
	}
}
