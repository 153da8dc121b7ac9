package layout

import (
	"slices"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// dense is a page with a dense network and a stroke, on a desk; its units' weights and what they add to the score of 3 are known:
// unit 100 adds most, then unit 40, which takes away, then unit 7.
func dense(t *testing.T, m spec.Model) *state.State {
	t.Helper()
	s := state.New()
	s.Update(state.WorkerStarted{})
	s.Update(wire.Hello{Build: "test"})
	s.Update(wire.Network{Model: m, Training: spec.Note(64), Origin: wire.Pretrained})
	s.Viewport.W, s.Viewport.H = 1440, 807
	s.Update(state.PenDown{Points: []drawing.Point{{X: 0.4, Y: 0.3}, {X: 0.6, Y: 0.7}}})
	s.Update(state.PenUp{})
	answer(s)
	units := m.Layers[1].(spec.Dense).Units
	n := func(size int) []float32 { return make([]float32, size) }
	route := make([]spec.Cell, len(m.Layers)+1)
	e := wire.Explanation{ID: 1000, Version: 1, Digit: 3, Layer: 1, Route: route, Logits: n(10), UnitScores: n(10), Contributions: n(784)}
	e.Unit = &wire.Unit{Weights: n(784), Products: n(784)}
	route[len(route)-1].Channel = 3
	if len(m.Layers) > 2 {
		e.Contributions = n(units)
		for u := range e.Contributions {
			e.Contributions[u] = 0.001
		}
		e.Contributions[100], e.Contributions[40], e.Contributions[7] = 2, -1.5, 0.5
		route[2].Channel = 100
	}
	if !e.Fits(m) {
		t.Fatal("the explanation does not fit")
	}
	s.Update(e)
	p := wire.UnitPictures{ID: 1000, Version: 1, Layer: 1, Weights: n(784 * units)}
	for u := range units {
		p.Units = append(p.Units, u)
		for i := range 784 {
			p.Weights[u*784+i] = float32((u+i)%21-10) / 100
		}
	}
	s.Update(p)
	return s
}

// withoutHiddenUnits is the network whose only layer has the ten digits.
func withoutHiddenUnits() spec.Model {
	m := spec.NoteDense()
	return spec.Model{Input: m.Input, Layers: []spec.Layer{m.Layers[0], m.Layers[len(m.Layers)-1]}}
}

func placed(t *testing.T, s *state.State) (river.River, scene.Scene) {
	t.Helper()
	r, err := Place(s)
	if err != nil {
		t.Fatal(err)
	}
	return r, Flow(nil, s, &r)
}

func TestTheLargePicturesAreTheWeightsOfTheUnitsThatAddMost(t *testing.T) {
	s := dense(t, spec.NoteDense())
	r, sc := placed(t, s)
	m, _ := mapsOf(sc, "unit pictures")
	if got := openedUnits(s, &r); m.Len != 8 || !slices.Equal(got[:3], []int{100, 40, 7}) {
		t.Fatalf("%d pictures, the first of units %v, want 8 and 100, 40, 7", m.Len, got)
	}
	for i, u := range []int{100, 40, 7} {
		for _, pixel := range []int{0, 29, 783} {
			if got, want := m.Table.Numbers[pixel*8+i], float32((u+pixel)%21-10)/100; got != want {
				t.Errorf("pixel %d of unit %d has weight %v, want %v", pixel, u, got, want)
			}
		}
	}
	if m.Ramp != scene.Signed || m.High[0] != 0.1 || m.Low[0] != -0.1 || len(m.High) != 1 {
		t.Errorf("the scale is %v to %v, want one from -0.1 to 0.1", m.Low, m.High)
	}
}

func TestADotOfTheMosaicIsTheMeanOfFourWeights(t *testing.T) {
	_, sc := placed(t, dense(t, spec.NoteDense()))
	m, _ := mapsOf(sc, "mosaic")
	if m.Table.H != 14 || m.Table.W != 14 || m.Table.C != 512 || m.Len != 512 {
		t.Fatalf("the mosaic has %d of %d pictures, %d×%d", m.Len, m.Table.C, m.Table.H, m.Table.W)
	}
	weight := func(row, column int) float32 { return float32((9+row*28+column)%21-10) / 100 }
	want := (weight(4, 6) + weight(4, 7) + weight(5, 6) + weight(5, 7)) / 4
	if got := m.Table.Numbers[(2*14+3)*512+9]; got < want-1e-6 || got > want+1e-6 {
		t.Errorf("the dot of unit 10 in row 3, column 4 is %v, want %v", got, want)
	}
}

func TestEachLargePictureIsFramedInTheMosaic(t *testing.T) {
	s := dense(t, spec.NoteDense())
	r, sc := placed(t, s)
	for _, u := range openedUnits(s, &r) {
		tile, _ := r.Opened.Mosaic.Tile(u)
		if !slices.ContainsFunc(sc.Frames, func(f scene.Fill) bool { return f.Rect == tile && f.Color == scene.Accent }) {
			t.Errorf("unit %d is not framed", u+1)
		}
	}
}

func TestAClickOnASmallPictureBringsItUnderTheLargeOnes(t *testing.T) {
	s := dense(t, spec.NoteDense())
	r, sc := placed(t, s)
	tile, _ := r.Opened.Mosaic.Tile(333)
	target, _ := sc.At(tile.X+2, tile.Y+2)
	unit, _, on := Pointed(s, &r, target)
	if !on || unit.Layer != 1 || unit.Cell.Channel != 333 {
		t.Fatalf("the pointer is on %+v: %v", unit, on)
	}
	s.Update(unit)
	r, sc = placed(t, s)
	if got := openedUnits(s, &r); got[0] != 100 || got[7] != 333 {
		t.Errorf("large are %v, want unit 333 as the last", got)
	}
	last, _ := r.Opened.Pictures.Tile(7)
	if !slices.ContainsFunc(sc.Frames, func(f scene.Fill) bool { return f.Rect == last && f.Color == scene.Accent && f.Stroke == 2 }) {
		t.Error("its picture is not framed as the chosen one")
	}
}

func TestAClickOnALargePictureChoosesItsUnit(t *testing.T) {
	s := dense(t, spec.NoteDense())
	r, sc := placed(t, s)
	tile, _ := r.Opened.Pictures.Tile(1)
	target, _ := sc.At(tile.X+40, tile.Y+40)
	if number, _, on := Pointed(s, &r, target); !on || number != (state.ChooseNumber{Layer: 1, Cell: spec.Cell{Channel: 40}}) {
		t.Errorf("the pointer is on %+v: %v, want unit 40 of layer 1", number, on)
	}
}

func TestLanesAreAsThickAsWhatTheUnitsAddAndDoNotMeet(t *testing.T) {
	s := dense(t, spec.NoteDense())
	r, sc := placed(t, s)
	var ribbons []scene.Line
	for _, l := range sc.Lines {
		if l.Round == 8 && l.Color != scene.Accent {
			ribbons = append(ribbons, l)
		}
	}
	if len(ribbons) != 8 {
		t.Fatalf("%d pictures have a ribbon", len(ribbons))
	}
	bottom := r.Opened.PictureRibbons.Y
	for i, l := range ribbons { // from the last picture on
		y := l.Points[2].Y
		if y-l.Width/2 < bottom-0.01 || y+l.Width/2 > r.Opened.PictureRibbons.Y+r.Opened.PictureRibbons.H {
			t.Errorf("ribbon %d is from %v to %v, after one that ends at %v", i, y-l.Width/2, y+l.Width/2, bottom)
		}
		bottom = y + l.Width/2
	}
	first, second := ribbons[7], ribbons[6]
	if first.Color != scene.Positive.WithOpacity(0.85) || second.Color != scene.Negative.WithOpacity(0.5) {
		t.Error("the ribbons of the chosen unit and of one that takes away have other colours")
	}
	if part := second.Width / first.Width; part < 0.74 || part > 0.76 {
		t.Errorf("1.5 is %v as thick as 2", part)
	}
}

func TestUnderALargePictureIsWhatItsUnitAdds(t *testing.T) {
	s := dense(t, spec.NoteDense())
	r, sc := placed(t, s)
	for i, want := range []string{"+2.0", "−1.5", "+0.5"} {
		label, _ := r.Opened.UnitLabels.Tile(i)
		texts := ""
		for _, l := range sc.Labels {
			if l.Rect == label {
				texts += l.Text + " "
			}
		}
		if !strings.HasSuffix(texts, want+" ") {
			t.Errorf("under picture %d is %q, want %s", i+1, texts, want)
		}
	}
}

func TestLargePicturesHaveAScaleEachIfMapsHave(t *testing.T) {
	s := dense(t, spec.NoteDense())
	s.Update(state.SetScale{Scale: state.PerMap})
	_, sc := placed(t, s)
	if m, _ := mapsOf(sc, "unit pictures"); len(m.High) != 8 || m.High[2] != 0.1 || m.Low[2] != -0.1 {
		t.Errorf("their scales end at %v", m.High)
	}
}

func TestWithoutHiddenUnitsTheDigitsHavePictures(t *testing.T) {
	s := dense(t, withoutHiddenUnits())
	r, sc := placed(t, s)
	if m, _ := mapsOf(sc, "unit pictures"); m.Len != 10 || m.Table.Numbers[10*5+4] != float32((4+5)%21-10)/100 {
		t.Errorf("%d pictures", m.Len)
	}
	read, _ := r.Opened.Pictures.Tile(3)
	if !slices.ContainsFunc(sc.Frames, func(f scene.Fill) bool { return f.Rect == read && f.Color == scene.Accent }) {
		t.Error("the digit whose score is explained is not framed")
	}
	tile, _ := r.Opened.Pictures.Tile(6)
	target, _ := sc.At(tile.X+5, tile.Y+5)
	if digit, on := PointedDigit(&r, target); !on || digit != 6 {
		t.Errorf("on the picture of 6 the pointer is on %d: %v", digit, on)
	}
	if _, _, on := Pointed(s, &r, target); on {
		t.Error("a digit's picture is a number of a layer, too")
	}
}

func TestAnEmptyPadShowsWeightsAndNoContributions(t *testing.T) {
	s := dense(t, spec.NoteDense())
	s.Update(state.Clear{})
	s.Prediction.Activations.Ink = false
	_, sc := placed(t, s)
	if m, _ := mapsOf(sc, "mosaic"); m.Table.Numbers == nil {
		t.Error("the weights are gone")
	}
	for _, l := range sc.Labels {
		if l.Align == scene.Right && l.Size == 11.5 {
			t.Errorf("%q is written under a picture", l.Text)
		}
	}
}

func TestAUnitsPictureAloneHasTheMosaicsColours(t *testing.T) {
	s := dense(t, spec.NoteDense())
	m, ok := UnitPicture(s, 1, 5)
	if !ok || m.Table.W != 28 || m.Table.H != 28 || m.Table.Numbers[3] != float32((5+3)%21-10)/100 || m.High[0] != 0.1 {
		t.Errorf("it is %+v: %v", m.Table, ok)
	}
	for _, c := range [][2]int{{1, 512}, {2, 5}} {
		if _, ok := UnitPicture(s, c[0], c[1]); ok {
			t.Errorf("unit %d of layer %d has one", c[1], c[0])
		}
	}
}
