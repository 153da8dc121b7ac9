package scene

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// edits are changes of one thing, for every list and value of a painting.
func edits() map[string][]func(p *Painting) {
	return map[string][]func(p *Painting){
		"View":  {func(p *Painting) { p.View.Y++ }},
		"Theme": {func(p *Painting) { p.Theme.Colors[River][2]++ }},
		"Scale": {func(p *Painting) { p.Scale = 2 }},
		"Ribbons": {
			func(p *Painting) { p.Ribbons[0].To[1].Y++ }, func(p *Painting) { p.Ribbons[0].Early = false },
			func(p *Painting) { p.Ribbons[0].Color = p.Ribbons[0].Color.WithOpacity(0.4) }, func(p *Painting) { p.Ribbons = nil },
		},
		"Fills": {func(p *Painting) { p.Fills[0].Outset++ }, func(p *Painting) { p.Fills = append(p.Fills, Fill{Rect: Rect{2, 3, 1, 1}}) }},
		"Ink":   {func(p *Painting) { p.Ink.Version++ }, func(p *Painting) { p.Ink.Color = Edge }},
		"Maps": {func(p *Painting) { p.Maps[1].Table.Version++ }, func(p *Painting) { p.Maps[0].Ramp = Signed }, func(p *Painting) { p.Maps[0].Cell.X++ },
			func(p *Painting) { p.Maps[0].Order = nil }, func(p *Painting) { p.Maps[0].Offsets = []Point{{X: 1}, {}} }},
		"Hatches": {func(p *Painting) { p.Hatches[0].Cross = false }},
		"Areas":   {func(p *Painting) { p.Areas[0].Lower[1].Y++ }},
		"Lines":   {func(p *Painting) { p.Lines[0].Dash = Dash42 }, func(p *Painting) { p.Lines[0].Round++ }},
		"Front":   {func(p *Painting) { p.Front[0].Table.Version++ }},
		"Frames":  {func(p *Painting) { p.Frames[0].Double = false }, func(p *Painting) { p.Frames[0].Dash = Dash53 }},
	}
}

// everything is painted() with every element inside the view.
func everything() Painting {
	p := painted()
	p.View = Rect{W: 400, H: 300}
	for _, list := range [][]Maps{p.Maps, p.Front} {
		for i := range list {
			list[i].Cell = Rect{float32(20 + 30*i), 30, 20, 20}
		}
	}
	p.Ink.Rect, p.Frames[0].Rect = Rect{5, 5, 60, 60}, Rect{100, 100, 9, 9}
	return p
}

func TestEveryDifferenceIsSeen(t *testing.T) {
	all := edits()
	for field := range reflect.TypeFor[Painting]().Fields() {
		if len(all[field.Name]) == 0 {
			t.Errorf("no change of %s is tried", field.Name)
		}
		for i, edit := range all[field.Name] {
			p, q := everything(), everything()
			if !p.Same(&q) || len(p.Changed(&q, 800, 600)) != 0 {
				t.Fatal("a painting differs from itself")
			}
			edit(&q)
			if p.Same(&q) || q.Same(&p) {
				t.Errorf("change %d of %s is not seen", i, field.Name)
			}
			if len(q.Changed(&p, 800, 600)) == 0 || len(p.Changed(&q, 800, 600)) == 0 {
				t.Errorf("change %d of %s would not be painted", i, field.Name)
			}
		}
	}
}

func TestAnotherThemeScaleOrViewIsPaintedWhole(t *testing.T) {
	for _, name := range []string{"Theme", "Scale", "View"} {
		p, q := everything(), everything()
		edits()[name][0](&q)
		if got := q.Changed(&p, 500, 1000); !slices.Equal(got, []Box{{0, 0, 500, 1000}}) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// pixels is a number for every pixel of a canvas that says what is painted there, from back to front.
func pixels(p *Painting) []uint64 {
	w, h := p.Size()
	stack := make([]uint64, w*h)
	put := func(boxes []Box, what any) {
		hash := fnv.New64()
		fmt.Fprint(hash, what)
		for _, b := range boxes {
			b = b.and(Box{0, 0, float32(w), float32(h)})
			for y := int(b.Y0); y < int(b.Y1); y++ {
				for x := int(b.X0); x < int(b.X1); x++ {
					stack[y*w+x] = 31*stack[y*w+x] + hash.Sum64()
				}
			}
		}
	}
	curve := func(points []Point, what any) { // and what fades around it
		for _, at := range points {
			x, y := float32(int(at.X)), float32(int(at.Y))
			put([]Box{{x - 1, y - 1, x + 2, y + 2}}, what)
		}
	}
	for _, r := range p.Ribbons {
		for _, side := range p.Curves(r) {
			curve(side.Flatten(nil), r)
		}
	}
	for _, f := range p.Fills {
		put(p.Fill(nil, f), f)
	}
	put([]Box{p.Box(p.Ink.Rect)}, p.Ink.Version)
	for _, m := range p.Maps {
		for i := range m.Len {
			put([]Box{p.Box(m.Rect(m.First + i))}, m.Table.Version)
		}
	}
	for _, h := range p.Hatches {
		put([]Box{p.Box(h.Rect)}, h)
	}
	for _, l := range p.Lines {
		if l.Sharp() {
			put(p.Line(nil, l), l)
		} else {
			curve(p.Polyline(nil, l), l)
		}
	}
	for _, f := range p.Frames {
		put(p.Fill(nil, f), f)
	}
	return stack
}

// arbitrary is a painting of some things anywhere, also partly outside the canvas.
func arbitrary(r *rand.Rand, scale float32) Painting {
	at := func() float32 { return 190*r.Float32() - 20 }
	rect := func() Rect { return Rect{at(), at(), 40 * r.Float32(), 40 * r.Float32()} }
	p := Painting{Scale: scale, View: Rect{W: 150, H: 150}, Ink: PadInk{Rect: rect(), Version: r.IntN(2)}}
	for range 3 {
		x, y := at(), at()
		p.Ribbons = append(p.Ribbons, Ribbon{From: [2]Point{{x, at()}, {x, at()}}, To: [2]Point{{y, at()}, {y, at()}}, Exact: r.IntN(2) == 0, Early: r.IntN(2) == 0})
		p.Fills = append(p.Fills, Fill{Rect: rect()})
		p.Frames = append(p.Frames, Fill{Rect: rect(), Stroke: 2, Outset: 5 * r.Float32(), Double: r.IntN(2) == 0, Dash: Dash(r.IntN(3))})
		p.Hatches = append(p.Hatches, Hatch{Rect: rect()})
		p.Lines = append(p.Lines, Line{Points: []Point{{at(), y}, {at(), y}}, Width: 2}, Line{Points: []Point{{x, at()}, {at(), at()}, {at(), at()}}, Width: 1, Round: 5})
		p.Maps = append(p.Maps, Maps{Cell: rect(), DX: 9, DY: 11, Columns: 2, Len: 1 + r.IntN(4), Table: Table{Version: r.IntN(2)}})
	}
	return p
}

func TestOutsideTheChangedBoxesACanvasStaysAsItIs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, scale := range []float32{1, 1.25, 3} {
		for range 40 {
			p := arbitrary(r, scale)
			q := p
			other := arbitrary(r, scale)
			switch r.IntN(7) {
			case 0:
				q.Ribbons = append(slices.Clone(p.Ribbons[:1]), other.Ribbons[0])
			case 1:
				q.Fills = other.Fills[:2]
			case 2:
				q.Frames = slices.Concat(other.Frames[:1], p.Frames)
			case 3:
				q.Hatches = nil
			case 4:
				q.Lines = slices.Concat(p.Lines[:2], other.Lines)
			case 5:
				q.Maps = slices.Concat(other.Maps[:1], p.Maps[1:])
			case 6:
				q.Ink = other.Ink
			}
			w, h := p.Size()
			boxes := q.Changed(&p, w, h)
			before, now := pixels(&p), pixels(&q)
			for i := range now {
				x, y := float32(i%w), float32(i/w)
				if before[i] != now[i] && !slices.ContainsFunc(boxes, Box{x, y, x + 1, y + 1}.overlaps) {
					t.Fatalf("scale %v: pixel %v, %v differs, outside %v", scale, x, y, boxes)
				}
			}
		}
	}
}

func TestABoxHasEverythingThatReachesIntoIt(t *testing.T) {
	p := Painting{Scale: 1.5, View: Rect{W: 150, H: 150}}
	f := Fill{Rect: Rect{50, 50, 20, 20}, Stroke: 1, Outset: 4, Double: true}
	var reached Box
	p.Fills = []Fill{f}
	for i, b := range p.Fill(nil, f) {
		if i == 0 {
			reached = b
		}
		reached = reached.or(b)
	}
	corner := Box{reached.X0 - 5, reached.Y0 - 5, reached.X0 + 1, reached.Y0 + 1}
	for box, want := range map[Box]int{corner: 1, {corner.X0, corner.Y0, corner.X1 - 1, corner.Y1}: 0, {0, 0, 225, 225}: 1} {
		if got := len(p.Within(box).Fills); got != want {
			t.Errorf("box %v has %d frames, want %d", box, got, want)
		}
	}
}

// A box in which everything is painted costs pixels, several cost calls.
func TestChangesFarApartAreSeparateAndNearOnesAreNot(t *testing.T) {
	p := Painting{Scale: 1, View: Rect{W: 1920, H: 600}}
	pad, answer := Fill{Rect: Rect{24, 40, 224, 224}}, Fill{Rect: Rect{1700, 96, 112, 112}}
	p.Fills = []Fill{pad, answer}
	for i := range 6 {
		p.Fills = append(p.Fills, Fill{Rect: Rect{300 + 137*float32(i), 96, 112, 112}})
	}
	q := p
	q.Fills = slices.Clone(p.Fills)
	for i := range q.Fills {
		q.Fills[i].Color = Accent
	}
	boxes := q.Changed(&p, 1920, 600)
	if want := []Box{{24, 40, 248, 264}, {1700, 96, 1812, 208}, {300, 96, 1097, 208}}; !slices.Equal(boxes, want) {
		t.Errorf("a pad, an answer and a row of six maps are the boxes %v, want %v", boxes, want)
	}
}
