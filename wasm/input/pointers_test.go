package input

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"convlab/engine/wire"
	"convlab/wasm/state"
)

func TestWhichPointerDraws(t *testing.T) {
	finger, second, third := &hand{kind: Touch, id: 10}, &hand{kind: Touch, id: 20}, &hand{kind: Touch, id: 30}
	pen, mouse := &hand{kind: Stylus, id: 50}, &hand{kind: Mouse, id: 60}
	primary := func(p Pointer) Pointer { p.Primary = true; return p }
	withdrawn := func(p Pointer) Pointer { p.Gone = true; return p }
	for _, c := range []struct {
		name   string
		events func() []Pointer // in order
		want   string
	}{
		{"a finger draws", func() []Pointer {
			return []Pointer{finger.press(0, 0), finger.event(10), finger.release(20, 0)}
		}, "down 0.1, move 0.1, up"},
		{"a palm, then the pen, then the palm moves and is lifted", func() []Pointer {
			return []Pointer{finger.press(0, 0), finger.event(400), pen.press(5000, 0), finger.event(5010), pen.event(5020), finger.release(5030, 0), pen.release(5040, 0)}
		}, "down 0.1, move 0.1, reject, down 0.5, move 0.5, up"},
		{"a palm that ended a second before the pen", func() []Pointer {
			return []Pointer{finger.press(0, 0), finger.release(3000, 0), pen.press(4000, 0), pen.release(4100, 0)}
		}, "down 0.1, up, reject, down 0.5, up"},
		{"a palm that the system withdrew for the pen", func() []Pointer {
			return []Pointer{finger.press(0, 0), withdrawn(finger.event(200)), pen.event(210), pen.press(400, 0), pen.release(500, 0)}
		}, "down 0.1, up, reject, down 0.5, up"},
		{"a finger that ended longer before the pen", func() []Pointer {
			return []Pointer{finger.press(0, 0), finger.release(100, 0), pen.press(1101, 0), pen.release(1200, 0)}
		}, "down 0.1, up, down 0.5, up"},
		{"the pen's own stroke before", func() []Pointer {
			return []Pointer{pen.press(0, 0), pen.release(100, 0), pen.press(200, 0), pen.release(300, 0)}
		}, "down 0.5, up, down 0.5, up"},
		{"a mouse before the pen", func() []Pointer {
			return []Pointer{mouse.press(0, 0), mouse.release(100, 0), pen.press(200, 0), pen.release(300, 0)}
		}, "down 0.6, up, down 0.5, up"},
		{"touches while the pen draws, of which one stays and moves on", func() []Pointer {
			return []Pointer{pen.press(0, 0), finger.press(10, 0), finger.event(20), second.press(900, 0), second.release(910, 0), pen.release(920, 0), finger.event(930), third.press(5000, 0), finger.release(6000, 0), third.release(6010, 0), third.press(6020, 0), third.release(6030, 0)}
		}, "down 0.5, up, down 0.3, up"},
		{"a pinch", func() []Pointer {
			return []Pointer{finger.press(0, 0), finger.event(100), second.press(300, 0), second.event(310), finger.event(320), finger.release(330, 0), second.event(340), second.release(350, 0)}
		}, "down 0.1, move 0.1, reject"},
		{"a pinch of three, of which one comes back", func() []Pointer {
			return []Pointer{finger.press(0, 0), second.press(50, 0), third.press(60, 0), finger.release(70, 0), finger.press(1000, 0), second.release(1010, 0), third.release(1020, 0), finger.release(1030, 0)}
		}, "down 0.1, reject"},
		{"a second finger by accident", func() []Pointer {
			return []Pointer{finger.press(0, 0), second.press(301, 0), second.event(310), finger.event(320), finger.release(330, 0), second.event(340), third.press(400, 0), third.release(410, 0)}
		}, "down 0.1, move 0.1, up, down 0.3, up"},
		{"a finger after the first was lifted", func() []Pointer {
			return []Pointer{finger.press(0, 0), finger.release(50, 0), second.press(100, 0), second.release(150, 0)}
		}, "down 0.1, up, down 0.2, up"},
		{"a finger after a pinch", func() []Pointer {
			return []Pointer{finger.press(0, 0), second.press(50, 0), second.release(60, 0), finger.release(70, 0), third.press(80, 0), third.release(90, 0)}
		}, "down 0.1, reject, down 0.3, up"},
		{"the only finger, after ends that were not reported", func() []Pointer {
			return []Pointer{finger.press(0, 0), second.press(50, 0), primary(third.press(900, 0)), third.release(950, 0)}
		}, "down 0.1, reject, down 0.3, up"},
		{"the pen after a pinch", func() []Pointer {
			return []Pointer{finger.press(0, 0), second.press(50, 0), pen.press(60, 0), pen.release(70, 0), finger.release(80, 0), second.release(90, 0)}
		}, "down 0.1, reject, down 0.5, up"},
		{"the right button in a stroke", func() []Pointer {
			return []Pointer{mouse.press(0, 0), mouse.press(10, 2), mouse.event(20), mouse.release(30, 2), mouse.event(40), mouse.release(50, 0)}
		}, "down 0.6, move 0.6, move 0.6, move 0.6, move 0.6, up"},
		{"the left button gone while the right is held", func() []Pointer {
			return []Pointer{mouse.press(0, 0), mouse.press(10, 2), mouse.release(20, 0), mouse.event(30), mouse.release(40, 2)}
		}, "down 0.6, move 0.6, up"},
		{"the left button again while the middle is held", func() []Pointer {
			return []Pointer{mouse.press(0, 1), mouse.event(10), mouse.press(20, 0), mouse.event(30), mouse.release(40, 0), mouse.press(50, 0), mouse.release(60, 1), mouse.release(70, 0)}
		}, "down 0.6, move 0.6, up, down 0.6, move 0.6, up"},
		{"other buttons alone", func() []Pointer {
			return []Pointer{mouse.event(0), mouse.press(10, 2), mouse.event(20), mouse.release(30, 2), mouse.press(40, 1), mouse.release(50, 1)}
		}, ""},
		{"a left button that was held before it came", func() []Pointer {
			mouse.press(0, 0)
			return []Pointer{mouse.event(10), mouse.release(20, 0)}
		}, ""},
		{"a button whose end was not reported", func() []Pointer {
			down := mouse.press(0, 0)
			mouse.release(10, 0)
			return []Pointer{down, mouse.event(20), mouse.press(30, 0), mouse.release(40, 0)}
		}, "down 0.6, up, down 0.6, up"},
		{"pressed twice", func() []Pointer {
			return []Pointer{mouse.press(0, 0), mouse.press(30, 0), mouse.release(40, 0)}
		}, "down 0.6, up, down 0.6, up"},
		{"the pen while the mouse draws", func() []Pointer {
			return []Pointer{mouse.press(0, 0), pen.press(10, 0), pen.event(20), finger.press(30, 0), mouse.event(40), finger.release(50, 0), pen.release(60, 0), mouse.release(70, 0)}
		}, "down 0.6, move 0.6, up"},
		{"lifted and released twice, as browsers tell it", func() []Pointer {
			return []Pointer{finger.press(0, 0), finger.release(10, 0), withdrawn(finger.event(10))}
		}, "down 0.1, up"},
	} {
		var h Pointers
		var got []string
		for _, p := range c.events() {
			got = append(got, short(h.Handle(p))...)
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s: %s, want %s", c.name, text, c.want)
		}
		for _, h := range []*hand{finger, second, third, pen, mouse} {
			h.held = 0
		}
	}
}

// For any events of several hands: one pointer draws at a time, and no finger while a pen does; ink of a pen or a mouse stays;
// rejected ink is removed; and after all pointers are lifted, the next one draws.
func TestHandsAtRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 3))
	rejected := map[string]int{}
	for range 50 {
		s := page(t, wire.Network{Origin: wire.Yours}, wire.Progress{})
		var pointers Pointers
		var on []*hand // pointers on the pad
		var ink []int  // that must be there: of pens and mice
		var drawing *hand
		began, time := 0.0, 0.0
		inked := func(id int) bool {
			for _, stroke := range s.Pad.Drawing.Strokes {
				if int(stroke.Points[0].X*100+0.5) == id {
					return true
				}
			}
			return false
		}
		feed := func(p Pointer) (list []string) {
			for _, e := range pointers.Handle(p) {
				s.Update(e)
				list = append(list, short([]state.Event{e})...)
			}
			return list
		}
		for id := 1; id < 60; {
			time += float64(r.IntN(250))
			if len(on) < 4 && r.IntN(2) == 0 {
				h := &hand{kind: []PointerType{Touch, Touch, Touch, Stylus, Mouse}[r.IntN(5)], id: id}
				if h.kind != Touch && slices.ContainsFunc(on, func(o *hand) bool { return o.kind == h.kind }) {
					continue // a machine has one pen and one mouse
				}
				id++
				on = append(on, h)
				list := feed(h.press(time, 0))
				down := slices.ContainsFunc(list, func(text string) bool { return strings.HasPrefix(text, "down") })
				if drawing != nil && drawing.kind == Touch {
					pinch := h.kind == Touch && time-began <= pinchTime
					if gone := pinch || h.kind == Stylus; gone == inked(drawing.id) {
						t.Fatalf("%v of a %s %v ms after the touch that draws: it left ink: %v", list, h.kind, time-began, inked(drawing.id))
					} else if gone {
						rejected[string(h.kind)]++
						drawing = nil
					}
				}
				if down && (drawing != nil || !inked(h.id)) || !down && drawing == nil && h.kind != Touch {
					t.Fatalf("%v of a %s while %+v draws", list, h.kind, drawing)
				}
				if down {
					drawing, began = h, time
					if h.kind != Touch {
						ink = append(ink, h.id)
					}
				}
				continue
			}
			if len(on) == 0 {
				continue
			}
			i := r.IntN(len(on))
			h := on[i]
			if r.IntN(2) == 0 {
				if list := feed(h.event(time)); (len(list) > 0) != (h == drawing) {
					t.Fatalf("%v of %+v while %+v draws", list, h, drawing)
				}
				continue
			}
			on = slices.Delete(on, i, i+1)
			if list := feed(h.release(time, 0)); (len(list) > 0) != (h == drawing) {
				t.Fatalf("%v of %+v while %+v draws", list, h, drawing)
			}
			if h == drawing {
				drawing = nil
			}
			if len(on) == 0 {
				alone := &hand{kind: Touch, id: id}
				id++
				if list := feed(alone.press(time+1, 0)); len(list) != 1 {
					t.Fatalf("%v of a finger alone", list)
				}
				feed(alone.release(time+2, 0))
				time += 2000 // the palm of a pen can no longer follow
			}
		}
		for _, id := range ink {
			if !inked(id) {
				t.Fatalf("the ink of %d, a pen or a mouse, is gone", id)
			}
		}
	}
	if rejected[string(Touch)] < 50 || rejected[string(Stylus)] < 50 {
		t.Errorf("rejected were %v only: the test says little", rejected)
	}
}

func TestAFingerThatGoesSidewaysAsksForTheNeighbour(t *testing.T) {
	for _, c := range []struct {
		right, down float32
		want        int
	}{
		{-60, 0, 1}, {60, 0, -1}, {-60, 25, 1}, {60, -25, -1}, // sideways
		{-20, 0, 0}, {20, 3, 0}, // a tap
		{-60, 40, 0}, {60, -90, 0}, {0, 200, 0}, // the page scrolls
	} {
		if got := Swipe(c.right, c.down); got != c.want {
			t.Errorf("%v to the right and %v down is %d, want %d", c.right, c.down, got, c.want)
		}
	}
}
