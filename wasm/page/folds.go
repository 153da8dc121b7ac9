//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// folds are the buttons under strips that show only their first rows.
type folds struct {
	box     *dom.Element
	buttons []*dom.Element
}

func newFolds(a *app) *folds {
	t := &folds{box: dom.ByID("folds")}
	t.box.On("click", func(e dom.Event) {
		if button, ok := e.Closest("button"); ok {
			if layer, err := strconv.Atoi(button.GetAttribute("data-layer")); err == nil {
				a.send(state.Unfold{Layer: layer})
			}
		}
	})
	return t
}

// stand puts the buttons where the scene wants them.
func (t *folds) stand(list []scene.Fold) {
	for len(t.buttons) < len(list) {
		button := dom.Make("button")
		button.Attr("type", "button")
		t.box.Append(button)
		t.buttons = append(t.buttons, button)
	}
	for i, button := range t.buttons {
		button.Flag("hidden", i >= len(list))
		if i >= len(list) {
			continue
		}
		f := list[i]
		button.Attr("data-layer", strconv.Itoa(f.Layer))
		button.Attr("aria-expanded", strconv.FormatBool(f.Open))
		button.Text(f.Text)
		button.Style("left", dom.Px(float64(f.Rect.X)))
		button.Style("top", dom.Px(float64(f.Rect.Y)))
	}
}
