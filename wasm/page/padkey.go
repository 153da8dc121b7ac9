package main

import "convlab/wasm/view"

// padKey is what a key does while the pad has the focus; nil: nothing.
func padKey(key string) view.Event {
	if len(key) == 1 && key >= "0" && key <= "9" {
		return view.AskDigit{Index: -1, Digit: int(key[0] - '0')}
	}
	switch key {
	case "r", "R":
		return view.AskDigit{Index: -1, Digit: -1}
	case "z", "Z":
		return view.Undo{}
	case "c", "C":
		return view.Clear{}
	case "ArrowLeft":
		return view.StepPick{Maps: -1}
	case "ArrowRight":
		return view.StepPick{Maps: 1}
	case "ArrowUp":
		return view.StepPick{Layers: -1}
	case "ArrowDown":
		return view.StepPick{Layers: 1}
	case "Escape":
		return view.Unpin{}
	}
	return nil
}
