package layout

import (
	"fmt"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// widths are stages of a phone, a tablet and two desks.
var widths = []float32{328, 390, 480, 560, 700, 808, 1200}

func scenes(t *testing.T, each func(name string, s *state.State, sc scene.Scene)) {
	t.Helper()
	for _, p := range spec.Presets() {
		for _, w := range widths {
			s := open(t, wire.Yours)
			s.Viewport.W = w
			s.Update(wire.Network{Model: p.Model, Training: p.Training, Origin: wire.Yours})
			s.Update(state.PenDown{Points: []drawing.Point{{X: 0.3, Y: 0.3}}})
			s.Update(state.PenMove{Points: []drawing.Point{{X: 0.6, Y: 0.7}}})
			answer(s)
			s.Update(wire.Scores{Points: []wire.Score{{Set: wire.TrainSet, Epoch: 0.5, Loss: 0.3, Accuracy: 0.9}, {Set: wire.TestSet, Epoch: 1, Loss: 0.1, Accuracy: 0.97}}})
			each(fmt.Sprintf("%s at %v", p.Name, w), s, Scene(nil, s))
		}
	}
}

func overlap(a, b scene.Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func boxOf(m scene.Maps) scene.Rect {
	last := m.Rect(m.First + min(m.Len, m.Columns) - 1)
	rows := (m.Len + m.Columns - 1) / m.Columns
	return scene.Rect{X: m.Cell.X, Y: m.Cell.Y, W: last.X + last.W - m.Cell.X, H: float32(rows-1)*m.DY + m.Cell.H}
}

func TestNothingOverlapsAndNothingLeavesTheStage(t *testing.T) {
	scenes(t, func(name string, s *state.State, sc scene.Scene) {
		type thing struct {
			what string
			scene.Rect
		}
		var things []thing
		for slot, r := range sc.Slots {
			if slot != "pad" && slot != "curves" { // under the ink, and around both charts
				things = append(things, thing{slot, r})
			}
		}
		things = append(things, thing{"ink", sc.Ink.Rect})
		for _, m := range sc.Maps {
			things = append(things, thing{m.Key, boxOf(m)})
		}
		for _, h := range sc.Hits {
			if strings.HasPrefix(h.ID, "chart") {
				things = append(things, thing{"chart", h.Cell})
			}
		}
		for i, a := range things {
			if a.X < 0 || a.Y < 0 || a.X+a.W > sc.W+0.5 || a.Y+a.H > sc.H+0.5 {
				t.Errorf("%s: %s leaves the stage: %v of %v×%v", name, a.what, a.Rect, sc.W, sc.H)
			}
			for _, b := range things[i+1:] {
				if overlap(a.Rect, b.Rect) {
					t.Errorf("%s: %s %v overlaps %s %v", name, a.what, a.Rect, b.what, b.Rect)
				}
			}
		}
	})
}

func TestAClickOnWhatIsDrawnHitsWhatIsDrawn(t *testing.T) {
	scenes(t, func(name string, s *state.State, sc scene.Scene) {
		for _, m := range sc.Maps {
			var layer int
			if n, _ := fmt.Sscanf(m.Key, "layer%d", &layer); n == 0 {
				continue
			}
			for _, i := range []int{0, m.Len / 2, m.Len - 1} {
				r := m.Rect(i)
				s.Selection.FeatureMap = state.Pick{}
				target, _ := sc.At(r.X+r.W/2, r.Y+r.H/2)
				s.Update(state.PointClick(At(s, target)))
				if want := (state.Pick{Layer: layer, Map: i, On: true}); s.Selection.FeatureMap != want {
					t.Fatalf("%s: a click in the middle of map %d of layer %d pinned %+v", name, i, layer, s.Selection.FeatureMap)
				}
			}
		}
	})
}

func TestWhatGrowsUnderThePointerIsNotUnderControls(t *testing.T) {
	scenes(t, func(name string, s *state.State, sc scene.Scene) {
		for _, m := range sc.Maps {
			var layer int
			if n, _ := fmt.Sscanf(m.Key, "layer%d", &layer); n == 0 {
				continue
			}
			for _, i := range []int{0, min(m.Columns, m.Len) - 1, min(m.Columns, m.Len-1)} { // both ends of the first row, and the second
				r := m.Rect(i)
				target, _ := sc.At(r.X+r.W/2, r.Y+r.H/2)
				s.Update(At(s, target))
				grown := Scene(nil, s)
				for slot, at := range grown.Slots {
					if len(grown.Front) != 1 || overlap(grown.Front[0].Cell, at) {
						t.Fatalf("%s: map %d of layer %d grows to %v, over %s at %v", name, i, layer, grown.Front, slot, at)
					}
				}
			}
		}
	})
}

func TestAPinnedUnitShowsItsNumber(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(state.PenDown{Points: []drawing.Point{{X: 0.3, Y: 0.3}}})
	answer(s)
	dense := len(s.Network.Model.Layers) - 2
	s.Selection.FeatureMap = state.Pick{Layer: dense, Map: 4, On: true}
	want := fmt.Sprintf("unit 5: %.3g", s.Numbers(dense)[4])
	for _, l := range Scene(wording.Words{"stage.hero.unit": "unit {n}: {value}"}, s).Labels {
		if l.Text == want {
			return
		}
	}
	t.Errorf("no label says %q", want)
}

func TestPoolingIsShownOnTheScaleOfItsConvolution(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(state.PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})
	answer(s)
	for _, scale := range []state.Scale{state.PerMap, state.PerLayer, state.Shared} {
		s.Update(state.SetScale{Scale: scale})
		for _, layer := range []int{0, 1} { // conv2d and its pooling pin the same pair
			s.Selection.FeatureMap = state.Pick{Layer: layer, Map: 5, On: true}
			var pair []scene.Maps
			for _, m := range Scene(nil, s).Maps {
				if m.Key == "hero0/5" || m.Key == "hero1/5" {
					pair = append(pair, m)
				}
			}
			if len(pair) != 2 {
				t.Fatalf("scale %s, layer %d: %d pictures, want 2", scale, layer, len(pair))
			}
			if pair[0].Low[0] != pair[1].Low[0] || pair[0].High[0] != pair[1].High[0] {
				t.Errorf("scale %s: %v..%v beside %v..%v", scale, pair[0].Low, pair[0].High, pair[1].Low, pair[1].High)
			}
			if a, b := pair[0].Cell.W/26, pair[1].Cell.W/13; a-b > 1e-3 || b-a > 1e-3 {
				t.Errorf("one number is %v wide beside %v", a, b)
			}
		}
	}
}

func TestScalesSayWhichNumbersShareColours(t *testing.T) {
	rows, err := spec.NoteConvnet().Ledger()
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, wire.Yours)
	answer(s)
	for scale, want := range map[state.Scale]int{state.PerMap: 32, state.PerLayer: 1, state.Shared: 1} {
		s.Selection.Scale = scale
		if got := len(colorScales(s, rows)[0].high); got != want {
			t.Errorf("%s: %d scales for 32 maps, want %d", scale, got, want)
		}
	}
	s.Selection.Scale = state.Shared
	r := colorScales(s, rows)
	for i := range r {
		if r[i].high[0] != r[0].high[0] {
			t.Errorf("shared: layer %d ends at %v, layer 0 at %v", i, r[i].high, r[0].high)
		}
	}
	if r := scaleOf([]float32{-1, 3, 0, 2}, 1); r.ramp != scene.Diverging || r.low[0] != -3 || r.high[0] != 3 {
		t.Errorf("signed numbers got %+v, want -3..3 diverging", r)
	}
}
