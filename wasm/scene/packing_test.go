package scene

import (
	"bytes"
	"encoding/binary"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// painted is a painting in which two grids show one table.
func painted() Painting {
	table := Table{Name: "layer0", Version: 3, H: 1, W: 2, C: 2, Numbers: []float32{1, -1, 0.5, 0}}
	return Painting{
		View: Rect{1, 2, 3, 4}, Scale: 1.5, Theme: Theme{Colors: [tokenCount][3]uint8{4: {1, 2, 3}}},
		Ribbons: []Ribbon{{From: [2]Point{{1, 2}, {1, 4}}, To: [2]Point{{5, 1}, {5, 9}}, Early: true, Color: River, Edge: Accent.WithOpacity(0.75), Stroke: 1}},
		Fills:   []Fill{{Rect: Rect{1, 2, 3, 4}, Stroke: 1}}, Frames: []Fill{{Color: Accent, Stroke: 1, Outset: 1, Double: true, Dash: Dash42}},
		Hatches: []Hatch{{Rect: Rect{1, 2, 3, 4}, Color: Edge, Cross: true}},
		Ink:     PadInk{Color: Ink, Side: 3, Cover: []byte{0, 1, 2, 3, 4, 5, 6, 7, 255}, Version: 7},
		Maps: []Maps{
			{Key: "strip", Table: table, Low: []float32{-1}, High: []float32{1}, Columns: 2, Len: 2, Order: []int{1, 0}, Offsets: []Point{{1, 2}, {3, 4}}},
			{Key: "large", Table: table, Low: []float32{-1}, High: []float32{1}, Columns: 1, First: 1, Len: 1},
		},
		Front: []Maps{{Key: "blank", Table: Table{Name: "layer1", H: 1, W: 1, C: 1}, Low: []float32{0}, High: []float32{1}, Columns: 1, Len: 1}},
		Areas: []Area{{Upper: []Point{{1, 2}, {3, 4}}, Lower: []Point{{1, 5}, {3, 5}}, Color: TrainPale}},
		Lines: []Line{{Points: []Point{{1, 2}, {3, 4}}, Width: 1, Round: 2, Dash: Dash22}},
	}
}

// crossing hands paintings from a Packer to its Unpacker, and returns how many bytes the last one took.
func crossing(t *testing.T, all ...Painting) int {
	t.Helper()
	var packer Packer
	var unpacker Unpacker
	n := 0
	for i, want := range all {
		data := packer.Pack(want)
		n = len(data)
		got, err := unpacker.Unpack(data)
		if err != nil {
			t.Fatalf("painting %d: %v", i, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("painting %d: packed was %+v, received %+v", i, want, got)
		}
	}
	return n
}

func TestAPaintingCrosses(t *testing.T) { crossing(t, painted(), Painting{}, painted(), painted()) }

func TestNumbersCrossOncePerVersion(t *testing.T) {
	large := func(version int, n int) Painting {
		p := painted()
		table := Table{Name: "layer0", Version: version, H: 1, W: 1, C: n, Numbers: make([]float32, n)}
		p.Maps[0].Table, p.Maps[1].Table, p.Maps[0].Order = table, table, nil
		return p
	}
	without := crossing(t, large(1, 2))
	if n := crossing(t, large(1, 1002)); n != without+4*1000 {
		t.Errorf("two grids of one table of 1000 numbers more took %d bytes more, want 4000", n-without)
	}
	if n := crossing(t, large(1, 1002), large(1, 1002)); n >= without {
		t.Errorf("numbers that the stage has took %d bytes, the first ones of a small table %d", n, without)
	}
	if n := crossing(t, large(1, 1002), large(2, 1002)); n < 4000 {
		t.Errorf("another version took %d bytes", n)
	}
	if n := crossing(t, large(1, 1002), Painting{}, large(1, 1002)); n < 4000 {
		t.Errorf("a table that was no longer shown took %d bytes", n)
	}
}

func TestATableIsFilledAndEmptiedUnderOneVersion(t *testing.T) {
	empty := painted()
	for i := range empty.Maps {
		empty.Maps[i].Table.Numbers = nil
	}
	crossing(t, painted(), empty, painted())
}

// Another network has another shape before it has an answer.
func TestATableChangesItsShapeUnderOneVersion(t *testing.T) {
	other := painted()
	for i := range other.Maps {
		other.Maps[i].Table = Table{Name: "layer0", Version: 3, H: 5, W: 4, C: 2}
	}
	crossing(t, painted(), other, painted())
}

func TestOfTheInkOnlyChangedRowsCross(t *testing.T) {
	p := painted()
	p.Ink.Side, p.Ink.Cover = 100, make([]byte, 100*100)
	next := p
	next.Ink.Version, next.Ink.Cover = 8, slices.Clone(p.Ink.Cover)
	next.Ink.Cover[50*100+7], next.Ink.Cover[52*100] = 9, 1
	same := crossing(t, p, p)
	if n := crossing(t, p, next); n != same+3*100 {
		t.Errorf("three changed rows of 100 took %d bytes", n-same)
	}
	smaller := painted()
	crossing(t, p, smaller, p)
}

func TestACutPaintingIsRefused(t *testing.T) {
	var packer Packer
	data := bytes.Clone(packer.Pack(painted()))
	for n := range data {
		var u Unpacker
		if p, err := u.Unpack(data[:n]); err == nil || !reflect.DeepEqual(p, Painting{}) {
			t.Fatalf("%d of %d bytes were taken", n, len(data))
		}
	}
	var u Unpacker
	if _, err := u.Unpack(append(data, 0)); err == nil {
		t.Error("a byte too many was taken")
	}
}

// A second painting relies on the first: an Unpacker that has not had it refuses.
func TestATableThatNeverCameIsMissed(t *testing.T) {
	var packer Packer
	packer.Pack(painted())
	var u Unpacker
	_, err := u.Unpack(packer.Pack(painted()))
	if err == nil || !strings.Contains(err.Error(), "expected") {
		t.Errorf("the error is %v", err)
	}
}

// A length beyond the data must not be allocated: no slice of four billion fills, nor one of as many maps as there are bytes.
func TestAnOrderOfOtherPicturesIsRefused(t *testing.T) {
	for _, order := range [][]int{{0}, {0, 2}, {-1, 0}, {0, 1, 0}} {
		p := painted()
		p.Maps[0].Order = order
		var packer Packer
		var unpacker Unpacker
		if _, err := unpacker.Unpack(packer.Pack(p)); err == nil {
			t.Errorf("of two pictures the order %v is taken", order)
		}
	}
}

func TestALengthBeyondTheDataAllocatesNothing(t *testing.T) {
	maps := make([]byte, 1<<20)
	const view, ink = 4 * 4, 4*4 + 2 + 8 + 4 + 8
	binary.LittleEndian.PutUint32(maps[view+4+4+ink:], 1<<19) // after no ribbons, no fills and no ink
	ribbons := append(make([]byte, view), 0xff, 0xff, 0xff, 0xff)
	for name, data := range map[string][]byte{"ribbons": ribbons, "maps": maps} {
		var from, to runtime.MemStats
		runtime.ReadMemStats(&from)
		var u Unpacker
		_, err := u.Unpack(data)
		runtime.ReadMemStats(&to)
		if n := to.TotalAlloc - from.TotalAlloc; err == nil || !strings.Contains(err.Error(), "expected a slice within") || n > 1<<20 {
			t.Errorf("%s: allocates %d bytes, error %v", name, n, err)
		}
	}
}

// What is taken crosses again to the same painting.
func FuzzUnpack(f *testing.F) {
	var packer Packer
	f.Add(bytes.Clone(packer.Pack(painted())))
	f.Add(bytes.Clone(new(Packer).Pack(Painting{})))
	f.Add(append(make([]byte, 16), 0xff, 0xff, 0xff, 0xff))
	f.Fuzz(func(t *testing.T, data []byte) {
		var u Unpacker
		p, err := u.Unpack(data)
		if err != nil {
			if !reflect.DeepEqual(p, Painting{}) {
				t.Errorf("refused with %v, and yet %+v", err, p)
			}
			return
		}
		data = new(Packer).Pack(p)
		again, err := new(Unpacker).Unpack(data)
		if err != nil || !bytes.Equal(new(Packer).Pack(again), data) {
			t.Errorf("%+v came back as %+v, %v", p, again, err)
		}
	})
}
