package river

import (
	"testing"

	"convlab/engine/spec"
)

func TestEveryColumnIsReachedByScrolling(t *testing.T) {
	n := networkOf(t, named()["22 convolutions"])
	for _, w := range []float32{940, 1280, 1920} {
		seen := map[int]bool{}
		v := View{W: w, H: 800}
		r := Layout(n, v)
		steps := r.Scroll.Later
		for v.Offset = 0; v.Offset <= steps; v.Offset++ {
			r = Layout(n, v)
			if r.Scroll.Offset != v.Offset || r.Scroll.Offset+r.Scroll.Shown+r.Scroll.Later != len(r.Columns)-2 {
				t.Fatalf("%v: at %d the scroll is %+v", w, v.Offset, r.Scroll)
			}
			if (r.Scroll.Back.W > 0) != (v.Offset > 0) || (r.Scroll.Forward.W > 0) != (v.Offset < steps) {
				t.Errorf("%v: at %d of %d the buttons are %v and %v", w, v.Offset, steps, r.Scroll.Back, r.Scroll.Forward)
			}
			shown := 0
			for i, c := range r.Columns {
				if !c.Hidden {
					seen[i] = true
					shown++
				}
			}
			if shown != r.Scroll.Shown+2 || r.Columns[0].Hidden || r.Columns[len(r.Columns)-1].Hidden {
				t.Errorf("%v: at %d there are %d columns, want %d with pad and answer", w, v.Offset, shown, r.Scroll.Shown+2)
			}
		}
		if len(seen) != len(n.groups) {
			t.Errorf("%v: %d of %d columns are ever shown", w, len(seen), len(n.groups))
		}
	}
}

func TestAnOffsetOutsideIsTheNearestOne(t *testing.T) {
	n := networkOf(t, named()["22 convolutions"])
	if r := Layout(n, View{W: 1000, H: 800, Offset: -3}); r.Scroll.Offset != 0 {
		t.Errorf("below 0: %+v", r.Scroll)
	}
	if r := Layout(n, View{W: 1000, H: 800, Offset: 99}); r.Scroll.Later != 0 || r.Columns[len(r.Columns)-2].Hidden {
		t.Errorf("above the last: %+v", r.Scroll)
	}
	if r := Layout(networkOf(t, spec.NoteConvnet()), View{W: 1440, H: 800, Offset: 2}); r.Scroll.Offset != 0 {
		t.Errorf("where all columns fit: %+v", r.Scroll)
	}
}

func TestRevealBringsAColumnInByTheLeastMove(t *testing.T) {
	n := networkOf(t, named()["22 convolutions"])
	v := View{W: 1000, H: 800, Offset: 6}
	r := Layout(n, v)
	for i, c := range r.Columns {
		offset := r.Reveal(i, i)
		if !c.Hidden && offset != v.Offset {
			t.Errorf("column %d is shown, but the offset becomes %d", i, offset)
		}
		moved := v
		moved.Offset = offset
		if Layout(n, moved).Columns[i].Hidden {
			t.Errorf("column %d is hidden at its offset %d", i, offset)
		}
		if nearer := offset - sign(offset-v.Offset); c.Hidden {
			moved.Offset = nearer
			if !Layout(n, moved).Columns[i].Hidden {
				t.Errorf("column %d is shown at %d, nearer than %d", i, nearer, offset)
			}
		}
	}
}

func TestRevealBringsNeighboursInTogether(t *testing.T) {
	n := networkOf(t, named()["22 convolutions"])
	v := View{W: 1000, H: 800, Offset: 6}
	r := Layout(n, v)
	moves := 0
	for i := 1; i < len(r.Columns); i++ {
		moved := v
		moved.Offset = r.Reveal(i-1, i)
		shown := Layout(n, moved)
		if shown.Columns[i-1].Hidden || shown.Columns[i].Hidden {
			t.Errorf("columns %d and %d are not both shown at the offset %d", i-1, i, moved.Offset)
		}
		if !r.Columns[i-1].Hidden && !r.Columns[i].Hidden && moved.Offset != v.Offset {
			t.Errorf("columns %d and %d are shown, but the offset becomes %d", i-1, i, moved.Offset)
		}
		if moved.Offset != v.Offset {
			moves++
		}
	}
	if moves == 0 {
		t.Error("no columns are scrolled out")
	}
}

// The focus can go only to controls that are there, so the page must know them before it brings their column in.
func TestTheControlsOfAColumnThatIsScrolledOutAreThoseThatItGetsOnTheStage(t *testing.T) {
	out, rest, steps := 0, 0, 0
	each(t, func(name string, n Network, v View, r River) {
		for i, c := range r.Columns {
			if !c.Hidden {
				if c.Rest != 0 {
					t.Fatalf("%s: column %d is shown and leaves out %d", name, i, c.Rest)
				}
				continue
			}
			moved := v
			moved.Offset = r.Reveal(i, i)
			shown := Layout(n, moved)
			g, want := shown.Columns[i].Channels, 0
			if g.More.W > 0 {
				want = g.Count - g.Shown()
			}
			if c.Rest != want {
				t.Fatalf("%s: column %d leaves out %d, and %d when it is shown", name, i, c.Rest, want)
			}
			if c.Kind == PictureColumn && (r.Steps.Out != (shown.Steps.Rect.W > 0) || r.Steps.Rect.W > 0) {
				t.Fatalf("%s: the steps are %+v, and %+v when the picture is shown", name, r.Steps, shown.Steps)
			}
			out++
			rest += want
			if r.Steps.Out {
				steps++
			}
		}
	})
	if out == 0 || rest == 0 || steps == 0 {
		t.Errorf("%d columns are scrolled out, with %d maps left out and %d times the steps", out, rest, steps)
	}
}

func sign(v int) int {
	switch {
	case v < 0:
		return -1
	case v > 0:
		return 1
	}
	return 0
}
