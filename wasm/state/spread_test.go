package state

import "testing"

// firstDrawing is a page with the answer to the visitor's first stroke, whose route is to grow.
func firstDrawing(t *testing.T) *State {
	t.Helper()
	s := drawn(t)
	if !s.SpreadMoves() {
		t.Fatal("the route does not grow after the first stroke")
	}
	return s
}

func TestTheRouteOfTheFirstDrawingGrowsFromThePadToTheAnswer(t *testing.T) {
	s := firstDrawing(t)
	const columns = 9
	x := &s.Route.Spread
	for i, now := range []float64{5, 5.13, 5.25} {
		s.Update(SpreadRoute{Now: now, Columns: columns})
		if !x.Reaches(i) || x.Reaches(i+1) || !x.Lights(i) {
			t.Errorf("after %.2f s the route reaches column %d, want %d", now-5, x.Column, i)
		}
	}
	s.Update(SpreadRoute{Now: 7, Columns: columns})
	if s.SpreadMoves() || !x.Reaches(columns) || x.Lights(columns-1) {
		t.Errorf("after two seconds it still grows: %+v", *x)
	}
	s.Update(PenDown{})
	s.Update(PenUp{})
	explain(t, s, 4, 7)
	if s.SpreadMoves() {
		t.Error("it grows again after the second stroke")
	}
}

func TestWhatTheVisitorDoesEndsTheGrowing(t *testing.T) {
	for name, e := range map[string]Event{"a stroke": PenDown{}, "a chosen digit": AskWhy{3}, "the route": FollowRoute{}} {
		s := firstDrawing(t)
		s.Update(SpreadRoute{Now: 5, Columns: 9})
		if s.Update(e); s.SpreadMoves() || !s.Route.Spread.Reaches(8) {
			t.Errorf("%s: %+v", name, s.Route.Spread)
		}
	}
}

func TestWithReducedMotionTheRouteIsThereAtOnce(t *testing.T) {
	s := firstDrawing(t)
	s.Update(SpreadRoute{Now: 5, Columns: 9, Still: true})
	if s.SpreadMoves() || !s.Route.Spread.Reaches(8) {
		t.Errorf("%+v", s.Route.Spread)
	}
}
