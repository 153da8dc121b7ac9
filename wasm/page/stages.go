//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/bridge/stage"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// stages has the scene painted: by the stage's program as soon as one paints, and by the page's own painter before that and
// where none can.
type stages struct {
	a        *app
	root     *dom.Element
	own      *painter
	shown    scene.Painting // handed over last
	stage    *stage.Stage   // nil without
	ready    bool           // it takes paintings
	painting bool           // it has painted, and covers the painter
	packer   scene.Packer   // for it
	replaced float64        // when one last took the place of another, in seconds
	pressed  bool           // a pointer is down
	released float64        // when one was last
	software bool           // the processor paints
}

// The times of stages, in seconds.
const (
	stageRest    = 0.3 // without a pointer before a stage starts: its start can take the page's thread for a second
	stageCalm    = 30  // between two replacements: where graphics keep failing the painter goes on
	stageTimeout = 10  // to the first picture
)

func newStages(a *app) *stages {
	s := &stages{a: a, root: dom.Root(), own: newPainter(), software: true, replaced: -stageCalm}
	dom.OnPage("convlab:contextlost", func(dom.Event) { s.lost() })
	press := func(down bool) func(dom.Event) {
		return func(dom.Event) { s.pressed, s.released = down, dom.Now() }
	}
	dom.OnWindow("pointerdown", press(true))
	dom.OnWindow("pointerup", press(false))
	dom.OnWindow("pointercancel", press(false))
	s.wait()
	return s
}

// calm is how many milliseconds apart the page is shown while it trains and nobody touches it. Where the processor paints every
// frame takes time from the training: 0.4 s of a core for one of 774×852 pixels.
func (s *stages) calm() int {
	if s.software {
		return 1000
	}
	return 100
}

// wait starts the first stage when that disturbs nobody.
func (s *stages) wait() {
	if !s.a.state.Settled() || s.pressed || dom.Now()-s.released < stageRest {
		dom.After(50, s.wait)
		return
	}
	webgl2, software := dom.Graphics()
	s.software = software || !webgl2
	if webgl2 {
		s.start()
	}
}

func (s *stages) start() {
	s.packer, s.ready = scene.Packer{}, false
	var one *stage.Stage
	current := func() bool { return s.stage == one }
	one = stage.Start(func(of string) {
		switch {
		case !current():
		case of != build:
			s.close()
			s.a.happen(state.StageRefused{Reason: "build " + of + ", page of build " + build})
		default:
			s.ready = true
			s.hand()
		}
		s.a.frames.Request()
	}, func() {
		if current() {
			s.close()
		}
	})
	s.stage = one
	dom.After(1000*stageTimeout, func() {
		if current() && !s.painting && !dom.Hidden() { // a hidden page paints nothing
			s.close()
		}
	})
}

// lost replaces a stage whose graphics context the browser has taken. What was trained is saved first: graphics that crash
// may take more with them.
func (s *stages) lost() {
	s.a.send(state.Leave{})
	s.close()
	if now := dom.Now(); now-s.replaced >= stageCalm {
		s.replaced = now
		s.start()
	}
}

// close ends the stage. The painter shows what it showed.
func (s *stages) close() {
	if old := s.stage; old != nil {
		s.stage = nil // its end is no news then
		old.Close()
	}
	s.ready, s.painting = false, false
	s.root.Class("staged", false)
	s.own.paint(s.shown)
	s.a.frames.Request()
}

// show has a painting shown, unless it looks like the last.
func (s *stages) show(p scene.Painting) {
	if !p.Same(&s.shown) {
		s.shown = p
		if !s.painting {
			s.own.paint(p)
		}
		s.hand()
	}
	if !s.painting && s.ready {
		if s.stage.Drawn() == 0 {
			s.a.frames.Request()
			return
		}
		s.painting = true
		s.root.Class("staged", true)
	}
}

// hand gives the stage the painting. One that cannot read it is another build's, or broken.
func (s *stages) hand() {
	if s.ready && !s.stage.Paint(s.packer.Pack(s.shown)) {
		s.close()
	}
}

// drawn counts the pictures of the stage.
func (s *stages) drawn() int {
	if s.stage == nil {
		return 0
	}
	return s.stage.Drawn()
}
