package river

import (
	"testing"

	"convlab/engine/spec"
)

func TestAKernelIsAsLargeAsItsGutterAllows(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	for w, want := range map[float32]float32{1440: 7, 1280: 3, 1020: 3} { // before the first convolution: gaps of 28, 16 and 16 px
		g := Layout(n, View{W: w, H: 807}).Gutters[1]
		if g.From != 1 || g.To != 2 || g.Pixel != want {
			t.Errorf("at %v, gap %v: a number of the kernel is %v px, want %v", w, g.Room.W, g.Pixel, want)
		}
		k := g.Operator(3, 3, 0, 150)
		if left, right := k.X-g.Room.X, g.Room.X+g.Room.W-k.X-k.W; left != right || left < 2 || k.Y+k.H/2 != 150 {
			t.Errorf("at %v: the kernel is at %v in %v", w, k, g.Room)
		}
	}
	wide := networkOf(t, over(conv(8, 7, 1, spec.Valid), spec.Flatten{}, spec.Dense{Units: 8}, spec.Dense{Units: 8}, spec.Dense{Units: 8}, spec.Dense{Units: 8}, spec.Dense{Units: 8}))
	if g := Layout(wide, View{W: 1280, H: 807}).Gutters[1]; g.Pixel != leastPixel {
		t.Errorf("a number of a kernel of 7×7 in %v is %v px, want %v", g.Room, g.Pixel, leastPixel)
	}
}

func TestAPoolingsWordNeedsRoom(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	for w, want := range map[float32]bool{1440: true, 1280: false} { // 36 and 24 px between conv 1 and its pooling
		if g := Layout(n, View{W: w, H: 807}).Gutters[2]; g.To != 3 || g.Word.W > 0 != want {
			t.Errorf("at %v, gap %v: %v", w, g.Room.W, g.Word)
		}
	}
}

func TestAPoolingsWordIsClearOfThePaddingOfBothMaps(t *testing.T) {
	words, moved := 0, 0
	each(t, func(name string, _ Network, _ View, r River) {
		for _, g := range r.Gutters {
			if g.Word.W == 0 || g.Turn != nil || g.Down {
				continue
			}
			words++
			if g.Word != g.Room {
				moved++
			}
			for _, i := range []int{g.From, g.To} {
				if f := r.Columns[i].FeatureMap; common(g.Word, f.Padded) > 0.01 {
					t.Fatalf("%s: the word between columns %d and %d has %v, on the padding %v", name, g.From, g.To, g.Word, f.Padded)
				}
			}
			if g.Word.W < wordWidth {
				t.Fatalf("%s: the word between columns %d and %d has only %v", name, g.From, g.To, g.Word)
			}
		}
	})
	if words == 0 || moved == 0 {
		t.Errorf("%d words, %d of them beside padding", words, moved)
	}
}

func TestOnAPhoneTheRiverRunsDownUnderToolsAndThumbnails(t *testing.T) {
	r := Layout(networkOf(t, spec.NoteConvnet()), View{W: 390, H: 800})
	g := r.Gutters[0]
	if !g.Down || g.Room.Y != r.Pad.Rect.Y+r.Pad.Rect.H || g.Early {
		t.Errorf("the first gutter is %+v", g)
	}
	paper := r.Paper[0]
	for _, over := range []thing{{"tools", r.Pad.Tools}, {"thumbnail", r.Columns[1].Thumbnail.Rect}, {"label", r.Columns[1].Thumbnail.Label}} {
		if common(over.Rect, paper) < min(over.W, over.H) || common(over.Rect, g.Room) <= 0 {
			t.Errorf("%s at %v is not on the paper %v over the river %v", over.what, over.Rect, paper, g.Room)
		}
	}
	if k := r.Gutters[1].Operator(3, 3, 100, 0); k.X+k.W/2 != 100 || common(k, r.Gutters[1].Room) < k.H {
		t.Errorf("the kernel is at %v in %v", k, r.Gutters[1].Room)
	}
}
