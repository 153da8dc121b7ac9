package layout

import (
	"math/rand/v2"
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// sortedDense is dense with a sorted mosaic: unit 100 is first, then unit 7; unit 40 is last.
func sortedDense(t *testing.T) *state.State {
	t.Helper()
	s := dense(t, spec.NoteDense())
	s.Update(state.SortUnits{On: true})
	s.Update(state.MoveUnits{Still: true})
	return s
}

func TestASortedMosaicBeginsWithWhatAddsMost(t *testing.T) {
	r, sc := placed(t, sortedDense(t))
	m, _ := mapsOf(sc, "mosaic")
	if m.Picture(0) != 100 || m.Picture(1) != 7 || m.Picture(511) != 40 || m.Offsets != nil {
		t.Errorf("it has units %d, %d and at its end %d, want 100, 7 and 40", m.Picture(0), m.Picture(1), m.Picture(511))
	}
	first, _ := r.Opened.Mosaic.Tile(0)
	if !slices.ContainsFunc(sc.Frames, func(f scene.Fill) bool { return f.Rect == first && f.Color == scene.Accent }) {
		t.Error("the first unit, which has a large picture, is not framed")
	}
}

func TestTheFrameOfAChosenUnitIsAtItsPlaceInASortedMosaic(t *testing.T) {
	s := sortedDense(t)
	s.Update(state.ChooseNumber{Layer: 1, Cell: spec.Cell{Channel: 333}})
	s.Update(state.HoverNumber{Layer: 1, Cell: spec.Cell{Channel: 7}})
	r, sc := placed(t, s)
	_, units := s.SortedUnits()
	for unit, dash := range map[int]scene.Dash{333: 0, 7: scene.Dash42} {
		tile, _ := r.Opened.Mosaic.Tile(slices.Index(units, unit))
		if !slices.ContainsFunc(sc.Frames, func(f scene.Fill) bool { return f.Rect == tile && f.Color == scene.Accent && f.Dash == dash }) {
			t.Errorf("unit %d has no frame where it is", unit+1)
		}
	}
}

func TestUnitsAreOnTheWayFromTheirOldPlacesToTheirNewOnes(t *testing.T) {
	s := dense(t, spec.NoteDense())
	r, _ := placed(t, s)
	old, _ := r.Opened.Mosaic.Tile(100)
	now, _ := r.Opened.Mosaic.Tile(0)
	s.Update(state.SortUnits{On: true})
	for _, step := range []struct {
		now  float64
		want scene.Point
	}{{3, scene.Point{X: old.X, Y: old.Y}}, {3.2, scene.Point{X: (old.X + now.X) / 2, Y: (old.Y + now.Y) / 2}}, {3.5, scene.Point{X: now.X, Y: now.Y}}} {
		s.Update(state.MoveUnits{Now: step.now})
		_, sc := placed(t, s)
		m, _ := mapsOf(sc, "mosaic")
		at := m.Rect(0)
		if dx, dy := at.X-step.want.X, at.Y-step.want.Y; m.Picture(0) != 100 || max(dx, -dx, dy, -dy) > 0.01 {
			t.Errorf("at %v s unit 100 is at %v, %v, want %v", step.now, at.X, at.Y, step.want)
		}
		target, hit := sc.At(now.X+2, now.Y+2)
		if moves := step.now < 3.4; hit == moves {
			t.Errorf("at %v s a pointer over the mosaic hits %+v: %v", step.now, target, hit)
		}
		if !slices.ContainsFunc(sc.Frames, func(f scene.Fill) bool { return f.Rect == at && f.Color == scene.Accent }) {
			t.Errorf("at %v s its frame is elsewhere", step.now)
		}
	}
}

func TestACutMosaicHasTheRowOfTheChosenUnitInEveryOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 1))
	m := spec.NoteDense()
	m.Layers[1] = spec.Dense{Units: 4096, Activation: spec.ReLU}
	s := counted(t, m, rng)
	s.Viewport.W, s.Viewport.H = 1440, 807
	s.Update(state.SortUnits{On: true})
	for _, part := range []float64{0, 0.1, 1} {
		s.Update(state.MoveUnits{Now: 5 + part})
		for _, unit := range []int{0, 777, 4095} {
			s.Update(state.ChooseNumber{Layer: 1, Cell: spec.Cell{Channel: unit}})
			r, sc := placed(t, s)
			grid, _ := mapsOf(sc, "mosaic")
			shown := grid.Order[grid.First:][:grid.Len]
			if !slices.Contains(shown, unit) || grid.Len == 4096 || grid.Len != r.Opened.Mosaic.Shown() {
				t.Errorf("unit %d is not among the %d that are shown", unit, grid.Len)
			}
		}
	}
}
