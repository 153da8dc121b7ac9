//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/bridge/understudy"
	"convlab/wasm/scene"
	"convlab/wasm/stage"
)

// build is set by the linker, -X main.build=...: page and worker must be of
// the same one.
var build string

func main() {
	if understudy.Here() {
		perform()
		return
	}
	a := newApp()
	if !dom.HasWebGL2() {
		a.plain.begin()
		select {}
	}
	own := stage.New()
	a.stage = own
	a.frames.Request()
	if err := own.Run(); err != nil && a.stage == painter(own) {
		a.relief.call()
	}
	select {} // the page goes on, and another instance may paint
}

// perform is the program of the understudy: a stage and nothing else.
func perform() {
	s := stage.New()
	over := understudy.Perform(understudy.Part{
		Paint: func(packed []byte) {
			if p, err := scene.Unpack(packed); err == nil { // made by the same build
				s.Show(p.Scene(), p.Theme, p.Scale)
				dom.Wake()
			}
		},
		Drawn: s.Drawn,
		End: func() {
			s.Close()
			dom.Wake() // it ends with a frame
		},
	})
	if err := s.Run(); err != nil {
		println(err.Error()) // the page says that there are no pictures
	}
	over()
	select {} // Ebitengine's listeners are still there
}
