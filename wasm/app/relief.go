//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/bridge/understudy"
	"convlab/wasm/scene"
	"convlab/wasm/view"
)

// painter is who paints: the stage of this program, or another instance's.
type painter interface {
	Show(scene scene.Scene, theme scene.Theme, scale float32) bool
	Drawn() int
	Close()
}

// relief finds another painter when the browser has taken the graphics context
// away. One that is lost in its turn soon after is not replaced by itself:
// where graphics keep failing the page goes on without.
type relief struct {
	a    *app
	last float64 // when it was called last, in seconds
}

// The times of a relief, in seconds.
const (
	calmAfter = 30 // a painter that has lasted so long may be replaced
	grace     = 10 // to the first picture
)

func newRelief(a *app) *relief {
	r := &relief{a: a, last: -calmAfter}
	dom.OnPage("convlab:contextlost", func(dom.Event) { r.lost() })
	dom.ByID("plainretry").On("click", func(dom.Event) { r.call() })
	return r
}

// lost ends the painter whose context is gone. What was trained is saved
// first: graphics that crash may take more with them.
func (r *relief) lost() {
	r.a.send(view.Leave{})
	r.dismiss()
	if dom.Now()-r.last < calmAfter {
		r.without()
		return
	}
	r.call()
}

// dismiss ends the painter.
func (r *relief) dismiss() {
	if old := r.a.stage; old != nil {
		r.a.stage = nil // its end is no news then
		old.Close()
		dom.Wake() // this program's own ends with a frame
	}
}

// without goes on without pictures.
func (r *relief) without() {
	r.dismiss()
	r.a.plain.begin()
}

// call starts another instance of the program to paint, in place of one that
// may still be on its way.
func (r *relief) call() {
	r.dismiss()
	r.last = dom.Now()
	s := &standIn{}
	mine := func() bool { return r.a.stage == painter(s) }
	other, err := understudy.Call(
		func() {
			if mine() {
				r.a.plain.end()
			}
			r.a.frames.Request()
		},
		func() {
			if mine() {
				r.without()
			}
		})
	if err != nil {
		r.without()
		return
	}
	s.other = other
	r.a.stage = s
	dom.After(1000*grace, func() {
		if mine() && s.Drawn() == 0 && !dom.Hidden() { // a hidden page paints nothing
			r.without()
		}
	})
}

// standIn passes scenes on to an understudy.
type standIn struct {
	other *understudy.Understudy
	scene scene.Scene
	theme scene.Theme
	scale float32
	shown bool
}

// Show hands over what looks different.
func (s *standIn) Show(scene scene.Scene, theme scene.Theme, scale float32) bool {
	if s.shown && theme == s.theme && scale == s.scale && scene.SamePictures(&s.scene) {
		return false
	}
	painting := scene.Painting(theme, scale)
	if !s.other.Paint(painting.Pack()) {
		return false // it asks for a frame when it is there
	}
	s.scene, s.theme, s.scale, s.shown = scene, theme, scale, true
	return true
}

func (s *standIn) Drawn() int { return s.other.Drawn() }

func (s *standIn) Close() { s.other.Close() }
