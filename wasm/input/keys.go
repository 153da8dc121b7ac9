// Package input turns what keys, pointers and buttons do into events of package
// state.
package input

import (
	"unicode/utf8"

	"convlab/wasm/state"
)

// Shortcut is the key that the page's shortcuts know a pressed key by, whatever
// the keyboard's layout: the digits by their place (AZERTY has & é " there, and
// Arabic digits of its own), letters as they are written (Z is elsewhere on
// AZERTY and QWERTZ), and by their place where another script is written, as
// with Korean, Cyrillic and Greek input. key and code are those of a keyboard
// event (W3C UI Events). A named key, such as ArrowLeft, stays itself.
func Shortcut(key, code string) string {
	r, _ := utf8.DecodeRuneInString(key)
	switch {
	case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z': // or a named key: without NumLock the number pad has them
		return key
	case code == "Space": // some layouts and input methods write another one
		return " "
	case r == '?', r == '؟', r == '？': // on a digit's key with Cyrillic input
		return "?"
	}
	for _, row := range []string{"Digit", "Numpad"} {
		if digit := after(code, row); digit >= '0' && digit <= '9' {
			return string(digit)
		}
	}
	if letter := after(code, "Key"); letter != 0 && r >= utf8.RuneSelf { // no sign of a Latin layout, such as Dvorak's ; where Z was
		return string(letter)
	}
	return key
}

// after is the only character that follows prefix in code, or 0.
func after(code, prefix string) rune {
	if len(code) != len(prefix)+1 || code[:len(prefix)] != prefix {
		return 0
	}
	return rune(code[len(prefix)])
}

// IsCharacter reports whether a shortcut is a single character, which the user can switch off: programs for speech input type
// letters that were not meant for the page.
func IsCharacter(key string) bool { return utf8.RuneCountInString(key) == 1 }

// PageAction names what a key does to the page around the network while pad or scene have the focus: "bench" opens the workbench or
// folds it, "help" opens the help. It is "" for all other keys, and for a key that is held down.
func PageAction(key string, repeated bool) string {
	switch {
	case repeated:
	case key == "w" || key == "W":
		return "bench"
	case key == "?":
		return "help"
	}
	return ""
}

// PadKey is the event of a key while the pad has the focus, or nil.
func PadKey(key string) state.Event {
	if len(key) == 1 && key >= "0" && key <= "9" {
		return state.AskDigit{Index: -1, Digit: int(key[0] - '0')}
	}
	switch key {
	case "r", "R":
		return state.AskDigit{Index: -1, Digit: -1}
	case "z", "Z":
		return state.Undo{}
	case "c", "C":
		return state.Clear{}
	case "ArrowLeft":
		return state.MoveNumber{Maps: -1}
	case "ArrowRight":
		return state.MoveNumber{Maps: 1}
	case "ArrowUp":
		return state.MoveNumber{Layers: -1}
	case "ArrowDown":
		return state.MoveNumber{Layers: 1}
	case "Escape":
		return state.FollowRoute{}
	}
	return nil
}

// SceneKey is the event of a key while the scene has the focus, or nil.
func SceneKey(key string) state.Event {
	const all = 1 << 20 // more columns than a map has
	switch key {
	case "ArrowLeft":
		return state.MoveNumber{Columns: -1}
	case "ArrowRight":
		return state.MoveNumber{Columns: 1}
	case "ArrowUp":
		return state.MoveNumber{Rows: -1}
	case "ArrowDown":
		return state.MoveNumber{Rows: 1}
	case "Home":
		return state.MoveNumber{Columns: -all}
	case "End":
		return state.MoveNumber{Columns: all}
	case "[":
		return state.MoveNumber{Maps: -1}
	case "]":
		return state.MoveNumber{Maps: 1}
	case ",":
		return state.MoveNumber{Layers: -1}
	case ".":
		return state.MoveNumber{Layers: 1}
	case "Escape":
		return state.FollowRoute{}
	}
	return nil
}

// CurveKey is by how many measurements a key moves along the curves.
func CurveKey(key string) int {
	const all = 1 << 20 // more than there are
	switch key {
	case "ArrowLeft", "ArrowDown":
		return -1
	case "ArrowRight", "ArrowUp":
		return 1
	case "PageDown":
		return -10
	case "PageUp":
		return 10
	case "Home":
		return -all
	case "End":
		return all
	}
	return 0
}

// TabKey is the tab that a key leads to from the open one of count, and whether
// it leads to any: arrows go round, Home and End go to the ends.
func TabKey(key string, open, count int) (next int, ok bool) {
	switch key {
	case "ArrowRight":
		return (open + 1) % count, true
	case "ArrowLeft":
		return (open + count - 1) % count, true
	case "Home":
		return 0, true
	case "End":
		return count - 1, true
	}
	return open, false
}
