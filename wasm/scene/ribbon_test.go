package scene

import (
	"math"
	"testing"
)

// bands are ribbons as the river, its route and its fan have them.
func bands() map[string]Ribbon {
	return map[string]Ribbon{
		"from the pad":  {From: [2]Point{{240, 40}, {240, 264}}, To: [2]Point{{274, 96}, {274, 208}}, Early: true},
		"between maps":  {From: [2]Point{{386, 96}, {386, 208}}, To: [2]Point{{414, 100}, {414, 204}}},
		"of the fan":    {From: [2]Point{{1100, 99.3}, {1100, 101.7}}, To: [2]Point{{1180, 150.2}, {1180, 152.6}}, Exact: true},
		"down a phone":  {From: [2]Point{{60, 380}, {200, 380}}, To: [2]Point{{40, 470}, {120, 470}}, Vertical: true},
		"to the answer": {From: [2]Point{{1100, 96}, {1100, 208}}, To: [2]Point{{1120, 20}, {1120, 250}}},
	}
}

func TestARibbonLeavesItsEndsLevelOrUpright(t *testing.T) {
	p := Painting{Scale: 1.25}
	for name, r := range bands() {
		for i, c := range p.Curves(r) {
			from, to := c.Along(0), c.Along(1)
			if r.Vertical && (from.X != 0 || to.X != 0 || from.Y <= 0 || to.Y <= 0) || !r.Vertical && (from.Y != 0 || to.Y != 0 || from.X <= 0 || to.X <= 0) {
				t.Errorf("%s: side %d leaves in direction %v and arrives in %v", name, i, from, to)
			}
		}
	}
}

func TestARibbonMeetsTheRectanglesThatItJoins(t *testing.T) {
	for _, scale := range scales() {
		p := Painting{Scale: scale}
		for name, r := range bands() {
			sides := p.Curves(r)
			for i := range sides {
				from, to := p.Place(r.From[i]), p.Place(r.To[i])
				if r.Exact {
					from.Y, to.Y = r.From[i].Y*scale, r.To[i].Y*scale
				}
				if sides[i].At(0) != from || sides[i].At(1) != to {
					t.Errorf("scale %v, %s: side %d runs from %v to %v, want %v to %v", scale, name, i, sides[i].At(0), sides[i].At(1), from, to)
				}
			}
		}
	}
}

func TestAnEarlyRibbonTurnsInItsFirstHalf(t *testing.T) {
	p := Painting{Scale: 1}
	r := bands()["from the pad"]
	early := p.Curves(r)[0]
	r.Early = false
	even := p.Curves(r)[0]
	// The control points are at 15 and 50 % of the way, so the curve's middle is at 0.375*15 + 0.375*50 + 12.5 = 36.9 % of it.
	if part := (early.At(0.5).X - early[0].X) / (early[3].X - early[0].X); math.Abs(float64(part)-0.36875) > 1e-4 {
		t.Errorf("half of the turn is made after %.4f of the way", part)
	}
	if part := (even.At(0.5).X - even[0].X) / (even[3].X - even[0].X); math.Abs(float64(part)-0.5) > 1e-4 {
		t.Errorf("without: after %.4f", part)
	}
}

func TestAPolylineIsWithinATenthOfAPixelOfItsCurve(t *testing.T) {
	for _, scale := range scales() {
		p := Painting{Scale: scale}
		for name, r := range bands() {
			for _, c := range p.Curves(r) {
				points := c.Flatten(nil)
				if n := len(points); n > 80 {
					t.Errorf("scale %v, %s: %d points", scale, name, n)
				}
				for i := 1; i < len(points); i++ {
					for k := range 9 {
						at := c.At((float32(i-1) + float32(k+1)/10) / float32(len(points)-1))
						if d := distance(at, points[i-1], points[i]); d > flat {
							t.Fatalf("scale %v, %s: %d points leave the curve by %.3f pixels", scale, name, len(points), d)
						}
					}
				}
			}
		}
	}
}

// distance is how far p is from the line from a to b.
func distance(p, a, b Point) float64 {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	return math.Abs(dx*float64(p.Y-a.Y)-dy*float64(p.X-a.X)) / math.Hypot(dx, dy)
}

func TestAStraightRibbonIsOnePiece(t *testing.T) {
	p := Painting{Scale: 3}
	straight := Ribbon{From: [2]Point{{0, 5}, {0, 9}}, To: [2]Point{{100, 5}, {100, 9}}}
	if n := p.Curves(straight)[0].Steps(); n != 1 {
		t.Errorf("a level ribbon has %d pieces", n)
	}
}

// Curves without a place, as in a scene of no size, must not take forever.
func TestACurveOfNoFiniteSizeHasFewPieces(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, c := range []Cubic{{{nan, 0}, {1, 2}, {3, 4}, {5, 6}}, {{0, 0}, {inf, 1}, {2, 2}, {3, 3}}, {}} {
		if n := len(c.Flatten(nil)); n > 300 {
			t.Errorf("%v has %d points", c, n)
		}
	}
}

func TestTheLinesAlongARibbonAreWithinIt(t *testing.T) {
	for _, scale := range scales() {
		p := Painting{Scale: scale}
		r := bands()["between maps"]
		r.Stroke = 1
		sides := p.Curves(r)
		edges, width := p.Edges(r)
		if width != p.Length(1) {
			t.Errorf("scale %v: they are %v wide", scale, width)
		}
		for _, at := range []float32{0, 0.3, 1} {
			upper, lower := edges[0].At(at).Y-sides[0].At(at).Y, sides[1].At(at).Y-edges[1].At(at).Y
			if math.Abs(float64(upper-width/2)) > 1e-3 || math.Abs(float64(lower-width/2)) > 1e-3 {
				t.Errorf("scale %v: their middles are %v and %v inside, want half of %v", scale, upper, lower, width)
			}
		}
	}
}
