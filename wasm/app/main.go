//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/stage"
)

// build is set by the linker, -X main.build=...: page and worker must be of
// the same one.
var build string

func main() {
	a := newApp()
	if !dom.HasWebGL2() {
		a.plain.begin()
		select {}
	}
	a.stage = stage.New()
	a.frames.Request()
	if err := a.stage.Run(); err != nil {
		a.plain.begin()
	}
	select {} // the page goes on without pictures
}
