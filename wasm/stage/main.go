//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/bridge/stage"
	"convlab/wasm/scene"
)

// build is set by the linker, -X main.build=...: page and stage must be of the same one.
var build string

func main() {
	s := newStage()
	var unpacker scene.Unpacker
	ended := stage.Serve(build, stage.Part{
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
			dom.Wake() // it ends with a frame
		},
	})
	if err := s.Run(); err != nil {
		println(err.Error()) // the page's own painter goes on
	}
	ended()
	select {} // Ebitengine's listeners are still there
}
