//go:build js && wasm

package main

import (
	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// chooser is the button with the network's name, and the menu of networks that it opens.
type chooser struct {
	name, origin *dom.Element
	menu         *dom.Element
	pretrained   *dom.Element
	presets      []presetButton
}

type presetButton struct {
	preset             spec.Preset
	button, name, note *dom.Element
}

func newChooser(a *app) *chooser {
	t := &chooser{name: dom.ByID("networkname"), origin: dom.ByID("networkorigin"), menu: dom.ByID("networks"), pretrained: dom.ByID("pretrained")}
	t.pretrained.On("click", func(dom.Event) {
		if t.pretrained.GetAttribute("aria-disabled") != "true" {
			t.menu.Dismiss()
			a.send(state.UsePretrain{})
		}
	})
	for _, preset := range spec.Presets() {
		b := presetButton{preset: preset, button: dom.Make("button"), name: dom.Make("span"), note: dom.Make("small").Attr("aria-hidden", "true")}
		b.button.Attr("type", "button").Attr("data-preset", preset.Name).Append(b.name, b.note)
		b.button.On("click", func(dom.Event) {
			t.menu.Dismiss()
			if a.state.Draft.Preset() != preset.Name {
				a.send(state.ChoosePreset{Name: preset.Name})
			}
		})
		t.menu.Append(b.button)
		t.presets = append(t.presets, b)
	}
	return t
}

func (t *chooser) show(w wording.Words, s *state.State) {
	t.name.Text(wording.NetworkTitle(w, s))
	_, origin := wording.Badge(w, s)
	text := ""
	if origin != "" {
		text = w.Format("badge." + origin)
	}
	t.origin.Text(text)
	now := s.Draft.Preset()
	used := s.Network.Serial == 0 || s.RunState() == state.RunShipped
	t.pretrained.Aria("disabled", used || now != s.Draft.Kind())
	for _, b := range t.presets {
		weights := wording.PresetWeights(w, b.preset)
		b.name.Text(wording.PresetName(w, b.preset.Name))
		b.note.Text(weights)
		b.button.Attr("title", weights)
		current := ""
		if b.preset.Name == now {
			current = "true"
		}
		b.button.Attr("aria-current", current)
	}
}
