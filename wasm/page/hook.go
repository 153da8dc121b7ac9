//go:build js && wasm

package main

import (
	"encoding/json"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/snapshot"
)

// expose offers the browser tests a summary to wait on: convlab.state().
func expose(a *app, o *overlay) {
	dom.Expose("state", func() string {
		h := snapshot.Of(a.state, o.scene)
		at := o.stage.Box()
		h.Stage = [4]float64{at.X, at.Y, at.W, at.H}
		h.Build = build
		h.Staged, h.Frames, h.Painted = a.stages.painting, a.stages.drawn(), a.stages.own.painted
		text, err := json.Marshal(h)
		if err != nil {
			return err.Error()
		}
		return string(text)
	})
}
