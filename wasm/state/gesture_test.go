package state

import (
	"encoding/json"
	"hash/crc32"
	"reflect"
	"slices"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/wire"
)

// pen moves the pen through samples, one event each, from down to up.
func pen(s *State, samples ...drawing.Point) {
	s.Update(PenDown{samples[:1]})
	for i := range samples[1:] {
		s.Update(PenMove{samples[i+1 : i+2]})
	}
	s.Update(PenUp{})
}

func place(x, y float32) drawing.Point { return drawing.Point{X: x, Y: y} }

// One Undo takes back a gesture in a page that has opened its link or its checkpoint, too.
func TestAGestureIsOneElsewhereToo(t *testing.T) {
	from := open(t, wire.Yours)
	pen(from, place(0.25, 0.25), place(0.25, 0.5))
	pen(from, place(0.5, 0.5), place(1.5, 0.5), place(1.5, 0.75), place(0.5, 0.75))
	sent, err := json.Marshal(from.Pad.Drawing) // as in wire.Save and wire.Restored
	if err != nil {
		t.Fatal(err)
	}
	var received drawing.Drawing
	if err := json.Unmarshal(sent, &received); err != nil {
		t.Fatal(err)
	}
	linked, restored := open(t, wire.Yours), open(t, wire.Yours)
	linked.Update(OpenLink{from.Link()})
	restored.Pad.redraw(received)
	for name, s := range map[string]*State{"the page itself": from, "a link": linked, "a checkpoint": restored} {
		if len(s.Pad.Drawing.Strokes) != 3 {
			t.Errorf("%s brought %d strokes, want 3", name, len(s.Pad.Drawing.Strokes))
		}
		s.Update(Undo{})
		if got, _ := ways(s); len(got) != 1 || got[0][0] != place(0.25, 0.25) {
			t.Errorf("%s: Undo leaves %v, want the first stroke", name, got)
		}
	}
}

// A pen that crosses the edge again and again fills the drawing like single strokes.
func TestAGestureKeepsTheLimits(t *testing.T) {
	strokes, points := []drawing.Point{place(0.5, 0.5)}, []drawing.Point{place(0.5, 0.5)}
	for i := range 2 * drawing.MaxStrokes {
		strokes = append(strokes, place(1.5*float32(1-i%2), 0.5))
	}
	for range drawing.MaxPoints {
		points = append(points, place(0.5, 0.5))
	}
	for name, c := range map[string]struct {
		samples         []drawing.Point
		strokes, points int
	}{
		"strokes": {strokes, drawing.MaxStrokes, 2*drawing.MaxStrokes + drawing.MaxStrokes - 1},
		"points":  {points, 1, drawing.MaxPoints},
	} {
		s := open(t, wire.Yours)
		s.Update(PenDown{c.samples[:1]})
		s.Update(PenMove{c.samples[1:]})
		d := s.Pad.Drawing
		n := 0
		for _, stroke := range d.Strokes {
			n += len(stroke.Points)
		}
		full := slices.ContainsFunc(s.Notices, func(n Notice) bool { return n.Key == "strokes" })
		if err := d.Validate(); err != nil || len(d.Strokes) != c.strokes || name == "points" && n != c.points || n != s.Pad.points || !full || s.Pad.PenIsDown() {
			t.Errorf("%s: %d strokes of %d points, counted %d, said %v, goes on %v, error %v", name, len(d.Strokes), n, s.Pad.points, full, s.Pad.PenIsDown(), err)
		}
		version := s.Pad.Version
		pen(s, place(0.25, 0.25), place(0.25, 0.5))
		if s.Pad.Version != version || !reflect.DeepEqual(s.Pad.Drawing, d) {
			t.Errorf("%s: more was drawn on a pad that is full", name)
		}
		s.Update(Undo{})
		if len(s.Pad.Drawing.Strokes) != 0 || s.Pad.points != 0 {
			t.Errorf("%s: Undo leaves %d strokes, %d points", name, len(s.Pad.Drawing.Strokes), s.Pad.points)
		}
	}
}

// edgeLink was made by a build that moved samples outside of the pad to its edge: a pen that left below and came back on the right,
// and an eraser that left on the left. Its ink is the same as in that build.
const edgeLink = "2&net=C32.3r-M2-C64.3r-M2-C64.3r-F-D64r-D10x&opt=rmsprop&lr=0.001&batch=64&epochs=5&examples=60000&shards=4&seed=1&lang=en&" +
	"ink=HooC5hy0Bk2kAcwZmfYB5hyytAaaA7KYEwBmtAazBmblDOUMZg2KAs0ZyxnLGQAAmhM&crc=302ec042"

func TestALinkOfInkAlongTheEdgeKeepsItsBits(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(OpenLink{edgeLink})
	if got := crc32.ChecksumIEEE(s.Pad.Raster.Pix[:]); got != 0xe9a0b94d { // of that build's raster
		t.Errorf("the ink has the checksum %08x", got)
	}
	if s.Link() != edgeLink {
		t.Errorf("sent on, the link is\n%s, want\n%s", s.Link(), edgeLink)
	}
	s.Update(Undo{})
	if got, _ := ways(s); len(got) != 1 || len(got[0]) != 7 {
		t.Errorf("Undo leaves %v, want the pen's stroke", got)
	}
}

func TestARejectedGestureIsGone(t *testing.T) {
	s := open(t, wire.Yours)
	pen(s, place(0.25, 0.25), place(0.25, 0.5))
	kept, link := s.Pad.Raster.Pix, s.Link()
	s.Update(SetTool{Eraser})
	s.Update(PenDown{[]drawing.Point{place(0.25, 0.25), place(1.5, 0.25), place(1.5, 0.5), place(0.25, 0.5)}})
	if s.Pad.Raster.Pix == kept || len(s.Pad.Drawing.Strokes) != 3 {
		t.Fatal("the eraser took nothing")
	}
	s.Update(RejectGesture{})
	if s.Pad.Raster.Pix != kept || s.Link() != link || s.Pad.PenIsDown() {
		t.Errorf("left are %d strokes, drawing goes on: %v", len(s.Pad.Drawing.Strokes), s.Pad.PenIsDown())
	}
	s.Update(PenMove{[]drawing.Point{place(0.5, 0.5)}}) // of the rejected one
	s.Update(RejectGesture{})                           // there is no other gesture
	if s.Link() != link {
		t.Error("a gesture that ended before was touched")
	}
	s.Update(Undo{})
	if len(s.Pad.Drawing.Strokes) != 0 {
		t.Error("Undo took what was rejected and not the stroke before")
	}
}

// A rejected gesture does not undo what was done to the pad after it.
func TestAGestureIsNotRejectedLater(t *testing.T) {
	for name, then := range map[string]Event{
		"undo": Undo{}, "clear": Clear{}, "a link": OpenLink{edgeLink}, "a test picture": wire.Picture{Label: 3, Pixels: make([]float32, 784)},
	} {
		s := open(t, wire.Yours)
		pen(s, place(0.25, 0.25), place(0.25, 0.5))
		pen(s, place(0.75, 0.25), place(0.75, 0.5))
		s.Update(then)
		before := s.Link()
		s.Update(RejectGesture{})
		if s.Link() != before {
			t.Errorf("after %s, a gesture was taken away", name)
		}
	}
}
