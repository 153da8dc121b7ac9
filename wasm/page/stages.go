//go:build js && wasm

package main

import (
	"math"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/bridge/stage"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// stages starts the stage program and sends it paintings. Until a stage has painted, where none can run, and during strokes where
// there is no GPU, the page's painter paints.
type stages struct {
	a        *app
	root     *dom.Element
	painter  *painter
	shown    scene.Painting // the newest
	sent     scene.Painting // the newest that the stage has
	after    int            // frames that the stage had painted before it got its first painting since the painter took over; never: it has got none
	stage    *stage.Stage   // nil while there is none
	ready    bool           // the stage takes paintings
	painting bool           // the stage has painted, so the painter does not
	packer   scene.Packer   // for the stage
	replaced float64        // time of the last replacement, in seconds
	begun    bool           // the page has tried to start one
	webgl2   bool           // the browser has what a stage needs
	pressed  bool           // a pointer is down
	busy     float64        // when a pointer was last pressed or released, or an answer last awaited, in seconds
	software bool           // there is no GPU: painting takes time from the training
}

// The times of stages, in seconds.
const (
	stageRest    = 0.3 // with the answer on the page and no pressed pointer, before a stage starts: its start can block the page for a second
	stageCalm    = 30  // between two replacements: if graphics fail sooner again, the painter stays
	stageTimeout = 10  // from the start of the program to its first picture
)

const never = math.MaxInt

func newStages(a *app) *stages {
	s := &stages{a: a, root: dom.Root(), painter: newPainter(dom.ByID("painter").Canvas()), software: true, replaced: -stageCalm}
	dom.OnPage("convlab:contextlost", func(dom.Event) { s.lost() })
	press := func(down bool) func(dom.Event) {
		return func(dom.Event) {
			s.pressed, s.busy = down, dom.Now()
			if s.software && !down {
				dom.After(1000*stageRest+1, s.a.frames.Request)
			}
		}
	}
	dom.OnWindow("pointerdown", press(true))
	dom.OnWindow("pointerup", press(false))
	dom.OnWindow("pointercancel", press(false))
	s.wait()
	return s
}

// interval is the time between two frames, in milliseconds, while the page trains and the user does nothing. Without a GPU a
// frame takes time from the training: 0.4 s of a core for one of 774×852 pixels.
func (s *stages) interval() int {
	if s.software {
		return 1000
	}
	return 100
}

// wait starts the first stage when the page has been shown and settled, and no pointer pressed, for stageRest.
func (s *stages) wait() {
	if !s.a.state.Settled() || s.pressed || !dom.Displayed() {
		s.busy = dom.Now()
	}
	if dom.Now()-s.busy < stageRest {
		dom.After(50, s.wait)
		return
	}
	var software bool
	s.webgl2, software = dom.Graphics()
	s.begun, s.software = true, software || !s.webgl2
	if s.webgl2 {
		s.start()
	} else {
		s.a.frames.Request() // for About
	}
}

// status says what paints, and why, as the keys of About's texts do.
func (s *stages) status() string {
	switch {
	case s.painting:
		return "stage"
	case !s.begun || s.stage != nil:
		return "starting"
	case !s.webgl2:
		return "nowebgl2"
	}
	return "failed"
}

func (s *stages) start() {
	s.packer, s.sent, s.after, s.ready = scene.Packer{}, scene.Painting{}, never, false
	var started *stage.Stage
	current := func() bool { return s.stage == started }
	started = stage.Start(func(of string) {
		switch {
		case !current():
		case of != build:
			s.close()
			s.a.dispatch(state.StageRefused{Reason: "build " + of + ", page of build " + build})
		default:
			s.ready = true
			s.send()
			dom.After(1000*stageTimeout, func() {
				if current() && s.stage.Drawn() == 0 && !dom.Hidden() { // a hidden page paints nothing
					s.close()
				}
			})
		}
		s.a.frames.Request()
	}, func() {
		if current() {
			s.close()
		}
	})
	s.stage = started
}

// lost replaces a stage that has lost its graphics context. It saves the training first, since a crash of the graphics may end the
// page.
func (s *stages) lost() {
	s.a.send(state.Leave{})
	s.close()
	if now := dom.Now(); now-s.replaced >= stageCalm {
		s.replaced = now
		s.start()
	}
}

// close ends the stage. The painter paints the newest painting.
func (s *stages) close() {
	if old := s.stage; old != nil {
		s.stage = nil // first, so that its end is ignored
		old.Close()
	}
	s.ready, s.painting = false, false
	s.root.Class("staged", false)
	s.painter.paint(s.shown)
	s.a.frames.Request()
}

// show paints a painting that differs from the last. While a pointer is pressed and shortly after, the painter paints where there
// is no GPU, since it is faster there.
func (s *stages) show(p scene.Painting) {
	rests := s.software && (s.pressed || dom.Now()-s.busy < stageRest)
	if !p.Same(&s.shown) {
		s.shown = p
		if rests {
			s.painting, s.after = false, never
			s.root.Class("staged", false)
		}
		if !s.painting {
			s.painter.paint(p)
		}
	}
	if !s.ready || rests {
		return
	}
	painted := s.stage.Drawn() > s.after
	s.send()
	if s.painting || !s.ready {
		return
	}
	if !painted {
		s.a.frames.Request()
		return
	}
	s.painting = true
	s.root.Class("staged", true)
	s.a.frames.Request() // for About
}

// send sends the stage the newest painting if it has not got it yet, and ends a stage that cannot read it.
func (s *stages) send() {
	if !s.ready || s.shown.Same(&s.sent) {
		return
	}
	s.sent, s.after = s.shown, min(s.after, s.stage.Drawn())
	if !s.stage.Paint(s.packer.Pack(s.shown)) {
		s.close()
	}
}

// drawn is the number of pictures that the stage has painted.
func (s *stages) drawn() int {
	if s.stage == nil {
		return 0
	}
	return s.stage.Drawn()
}
