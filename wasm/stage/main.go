//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/bridge/stage"
	"convlab/wasm/scene"
)

// build is set by the linker, -X main.build=...: page and stage must be of the same build.
var build string

func main() {
	s := &Stage{shown: scene.Painting{Scale: 1}, pictures: map[string]*picture{}}
	var unpacker scene.Unpacker
	ended := stage.Serve(build, stage.Program{
		Paint: func(packed []byte) error {
			painting, err := unpacker.Unpack(packed)
			if err != nil {
				return err
			}
			s.Show(painting)
			dom.Wake()
			return nil
		},
		Drawn: s.Drawn,
		End: func() {
			s.Close()
			dom.Wake() // Ebitengine ends in a frame
		},
	})
	if err := s.Run(); err != nil {
		println(err.Error()) // the page continues to paint by itself
	}
	ended()
	select {} // Ebitengine's listeners still call this program
}
