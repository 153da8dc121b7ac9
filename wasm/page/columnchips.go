//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// columnChip is a chip of a column.
type columnChip struct {
	button *dom.Element
	path   string
}

// showChips shows a row of chips.
func (k *column) showChips(row int, list []wording.Chip) {
	for i, chip := range list {
		if i == len(k.chips[row]) {
			button := dom.Make("button").Attr("type", "button").Attr("class", "chip")
			k.rows[row].Append(button)
			k.chips[row] = append(k.chips[row], &columnChip{button: button})
		}
		c := k.chips[row][i]
		c.path = chip.Path
		if chip.Path != "" {
			k.shown = append(k.shown, c)
		}
		c.button.Attr("data-chip", chip.Path)
		c.button.Text(chip.Text)
		c.button.Attr("aria-label", chip.Name)
		c.button.Flag("disabled", chip.Path == "")
		c.button.Class("changed", chip.Effect == state.ActsAtOnce)
		c.button.Class("learn", chip.Effect == state.MustLearn)
		c.button.Flag("hidden", false)
	}
	for _, rest := range k.chips[row][len(list):] {
		rest.button.Flag("hidden", true)
	}
}

// listenKeys lets the arrow keys go from chip to chip: a column is one stop of the Tab key.
func (k *column) listenKeys() {
	k.box.On("keydown", func(e dom.Event) {
		key, modified := e.Key()
		step := map[string]int{"ArrowLeft": -1, "ArrowUp": -1, "ArrowRight": 1, "ArrowDown": 1}[key]
		chip, on := e.Closest(".chip")
		if _, inPopover := e.Closest(".pop"); step == 0 || modified || !on || inPopover {
			return
		}
		e.Prevent() // it would scroll
		path := chip.GetAttribute("data-chip")
		for i, c := range k.shown {
			if c.path == path {
				k.tabStop = (i + step + len(k.shown)) % len(k.shown)
			}
		}
		k.showTabStop()
		k.shown[k.tabStop].button.Focus()
	})
}

// showTabStop leaves one chip for the Tab key.
func (k *column) showTabStop() {
	if k.tabStop >= len(k.shown) {
		k.tabStop = 0
	}
	for i, c := range k.shown {
		c.button.Attr("tabindex", map[bool]string{true: "0", false: "-1"}[i == k.tabStop])
	}
}
