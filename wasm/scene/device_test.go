package scene

import (
	"slices"
	"testing"
)

// scales are device pixel ratios of real screens and zooms.
func scales() []float32 { return []float32{0.67, 1, 1.1, 1.25, 1.5, 2, 2.625, 3} }

func whole(list ...float32) bool {
	return !slices.ContainsFunc(list, func(v float32) bool { return v != float32(int(v)) })
}

// painted marks every device pixel of boxes, and reports one that is marked twice.
func marked(t *testing.T, boxes []Box) map[[2]int]bool {
	t.Helper()
	pixels := map[[2]int]bool{}
	for _, b := range boxes {
		if !whole(b.X0, b.Y0, b.X1, b.Y1) || b.X0 >= b.X1 || b.Y0 >= b.Y1 {
			t.Errorf("box %v is empty or between pixels", b)
		}
		for y := int(b.Y0); y < int(b.Y1); y++ {
			for x := int(b.X0); x < int(b.X1); x++ {
				if pixels[[2]int{x, y}] {
					t.Fatalf("pixel %d, %d is painted twice: a translucent colour would show it", x, y)
				}
				pixels[[2]int{x, y}] = true
			}
		}
	}
	return pixels
}

func TestAFrameIsEquallyWideOnAllSidesAtEveryScale(t *testing.T) {
	for _, scale := range scales() {
		p := Painting{Scale: scale, View: Rect{W: 200, H: 200}}
		for _, f := range []Fill{
			{Rect: Rect{10.3, 20.7, 31, 17}, Stroke: 2},
			{Rect: Rect{10, 20, 30, 17}, Stroke: 2, Outset: 1},
			{Rect: Rect{10.3, 20, 30, 17}, Stroke: 1, Outset: 1, Double: true},
		} {
			rect := p.Box(f.Rect)
			pixels := marked(t, p.Fill(nil, f))
			out, w := int(p.Pixel(f.Outset)), int(p.Length(f.Stroke))
			x, y := int(rect.X0+rect.X1)/2, int(rect.Y0+rect.Y1)/2
			bands := 1
			if f.Double {
				out, bands = out+2*w, 3 // with the gap
			}
			for d := range bands * w {
				want := d/w != 1
				for side, at := range map[string][2]int{
					"left": {int(rect.X0) - out + d, y}, "right": {int(rect.X1) + out - 1 - d, y},
					"top": {x, int(rect.Y0) - out + d}, "bottom": {x, int(rect.Y1) + out - 1 - d},
				} {
					if pixels[at] != want {
						t.Errorf("scale %v, %+v: pixel %d from the %s edge is painted: %v, want %v", scale, f, d, side, pixels[at], want)
					}
				}
			}
			if pixels[[2]int{x, y}] {
				t.Errorf("scale %v, %+v: the middle is painted", scale, f)
			}
		}
	}
}

func TestAFrameAroundARectangleTouchesIt(t *testing.T) {
	for _, scale := range scales() {
		p := Painting{Scale: scale, View: Rect{W: 200, H: 200}}
		r := Rect{10.3, 20.6, 21, 21}
		for _, double := range []bool{false, true} {
			upper := p.Fill(nil, Fill{Rect: r, Stroke: 1, Outset: 1, Double: double})[0]
			if box := p.Box(r); upper.Y1 != box.Y0 {
				t.Errorf("scale %v, double %v: the frame ends at %v, the rectangle begins at %v", scale, double, upper.Y1, box.Y0)
			}
		}
	}
}

func TestADashedFrameHasWholeCorners(t *testing.T) {
	for _, scale := range scales() {
		p := Painting{Scale: scale, View: Rect{W: 200, H: 200}}
		for _, dash := range []Dash{Dash22, Dash42, Dash53} {
			for _, size := range []float32{3, 11, 22, 57, 112} {
				f := Fill{Rect: Rect{20, 30, size, size - 1}, Stroke: 1.5, Outset: 5, Dash: dash}
				solid := f
				solid.Dash = Solid
				b := p.Box(f.Rect).inset(-p.Pixel(f.Outset))
				dashed, all := marked(t, p.Fill(nil, f)), marked(t, p.Fill(nil, solid))
				for at := range dashed {
					if !all[at] {
						t.Fatalf("scale %v, dash %d: pixel %v is not on the frame", scale, dash, at)
					}
				}
				if len(dashed) == len(all) && size > 20 {
					t.Errorf("scale %v, dash %d, %v pixels: no gaps", scale, dash, size)
				}
				for _, corner := range [][2]int{{int(b.X0), int(b.Y0)}, {int(b.X1) - 1, int(b.Y0)}, {int(b.X0), int(b.Y1) - 1}, {int(b.X1) - 1, int(b.Y1) - 1}} {
					if !dashed[corner] {
						t.Errorf("scale %v, dash %d, %v pixels: corner %v has a gap", scale, dash, size, corner)
					}
				}
			}
		}
	}
}

// A canvas that shows a part of the scene shows the same pixels.
func TestAPartOfASceneIsPaintedAsInTheWhole(t *testing.T) {
	for _, scale := range scales() {
		all := Painting{Scale: scale, View: Rect{W: 300, H: 900}}
		part := all.In(Rect{X: 7, Y: 401.3, W: 200, H: 300})
		dx, dy := all.Pixel(7), all.Pixel(401.3)
		move := func(boxes []Box) []Box {
			for i, b := range boxes {
				boxes[i] = Box{b.X0 + dx, b.Y0 + dy, b.X1 + dx, b.Y1 + dy}
			}
			return boxes
		}
		for _, f := range []Fill{{Rect: Rect{30.3, 420.7, 31, 17}}, {Rect: Rect{30.3, 420.7, 31, 17}, Stroke: 1, Outset: 1, Double: true}, {Rect: Rect{30, 420, 31, 17}, Stroke: 2, Dash: Dash53}} {
			if got, want := move(part.Fill(nil, f)), all.Fill(nil, f); !slices.Equal(got, want) {
				t.Errorf("scale %v: %+v is at %v, want %v", scale, f, got, want)
			}
		}
		r := Ribbon{From: [2]Point{{20.3, 420}, {20.3, 500}}, To: [2]Point{{77, 433.3}, {77, 480}}, Color: River}
		got, want := part.Curves(r), all.Curves(r)
		for i := range got {
			for k := range got[i] {
				if at := (Point{got[i][k].X + dx, got[i][k].Y + dy}); at != want[i][k] {
					t.Errorf("scale %v: point %d of side %d is at %v, want %v", scale, k, i, at, want[i][k])
				}
			}
		}
		h := Hatch{Rect: Rect{30.3, 420.7, 31, 17}, Cross: true}
		_, lines, _ := part.Hatching(h)
		_, whole, _ := all.Hatching(h)
		if len(lines) != len(whole) {
			t.Fatalf("scale %v: %d lines of a hatch, want %d", scale, len(lines), len(whole))
		}
		for i, l := range lines {
			for k, at := range l {
				if (Point{at.X + dx, at.Y + dy}) != whole[i][k] {
					t.Errorf("scale %v: line %d of a hatch is at %v, want %v", scale, i, l, whole[i])
				}
			}
		}
	}
}

// Numbers cross to the stage only while something of them shows.
func TestGridsOutsideTheViewAreLeftOut(t *testing.T) {
	table := Table{Name: "layer0", H: 1, W: 1, C: 8}
	grid := func(key string, y float32) Maps {
		return Maps{Key: key, Table: table, Cell: Rect{X: 10, Y: y, W: 20, H: 20}, DX: 22, DY: 22, Columns: 4, Len: 8} // 42 high
	}
	whole := Painting{Scale: 1, View: Rect{W: 300, H: 900}, Maps: []Maps{grid("above", 57), grid("into", 59), grid("in", 200), grid("below", 400)}}
	part := whole.In(Rect{Y: 100, W: 300, H: 300})
	var keys []string
	for _, m := range part.Maps {
		keys = append(keys, m.Key)
	}
	if want := []string{"into", "in"}; !slices.Equal(keys, want) || len(whole.Maps) != 4 {
		t.Errorf("the part has %q and the whole %d grids, want %q and 4", keys, len(whole.Maps), want)
	}
	if w, h := part.Size(); w != 300 || h != 300 {
		t.Errorf("its canvas is %d by %d", w, h)
	}
}
