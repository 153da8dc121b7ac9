package input

import (
	"testing"

	"convlab/wasm/state"
)

// The keys are those that browsers report for these layouts.
func TestShortcutsWorkOnEveryLayout(t *testing.T) {
	for _, c := range []struct{ layout, key, code, want string }{
		{"US", "z", "KeyZ", "z"},
		{"US, Caps Lock", "C", "KeyC", "C"},
		{"US", "7", "Digit7", "7"},
		{"US, number pad", "7", "Numpad7", "7"},
		{"US, number pad without NumLock", "ArrowLeft", "Numpad4", "ArrowLeft"},
		{"US", ";", "Semicolon", ";"},
		{"US", " ", "Space", " "},
		{"QWERTZ", "z", "KeyY", "z"},
		{"QWERTZ", "y", "KeyZ", "y"},
		{"AZERTY", "z", "KeyW", "z"},
		{"AZERTY", "w", "KeyZ", "w"},
		{"AZERTY", "&", "Digit1", "1"},
		{"AZERTY", "é", "Digit2", "2"},
		{"AZERTY", "à", "Digit0", "0"},
		{"AZERTY, Shift", "7", "Digit7", "7"},
		{"AZERTY", "ù", "Quote", "ù"},
		{"BÉPO, Shift", "\u00a0", "Space", " "},
		{"Czech", "ě", "Digit2", "2"},
		{"Dvorak", ";", "KeyZ", ";"},
		{"Dvorak", "c", "KeyI", "c"},
		{"Korean", "ㅋ", "KeyZ", "Z"},
		{"Korean", "ㅊ", "KeyC", "C"},
		{"Korean", "ㄱ", "KeyR", "R"},
		{"Korean", "ㄲ", "KeyR", "R"},
		{"Korean", "3", "Digit3", "3"},
		{"Russian", "я", "KeyZ", "Z"},
		{"Russian", "с", "KeyC", "C"},
		{"Russian", "К", "KeyR", "R"},
		{"Greek", "ζ", "KeyZ", "Z"},
		{"Greek", "ψ", "KeyC", "C"},
		{"Greek", "ρ", "KeyR", "R"},
		{"Hindi", "म", "KeyC", "C"},
		{"Arabic", "٧", "Digit7", "7"},
		{"Persian, number pad", "۴", "Numpad4", "4"},
		{"Japanese", "\u3000", "Space", " "},
		{"any", "ArrowDown", "ArrowDown", "ArrowDown"},
		{"any", "Escape", "Escape", "Escape"},
		{"a touch keyboard, which knows no places", "5", "", "5"},
		{"a touch keyboard", "Unidentified", "", "Unidentified"},
		{"any, keypad", "+", "NumpadAdd", "+"},
		{"any", "Dead", "KeyC", "Dead"},
	} {
		if got := Shortcut(c.key, c.code); got != c.want {
			t.Errorf("%s: %q at %s is %q, want %q", c.layout, c.key, c.code, got, c.want)
		}
	}
	if got := PadKey(Shortcut("ㅋ", "KeyZ")); got != (state.Undo{}) {
		t.Errorf("Z under Korean input does %v, want Undo", got)
	}
	if got := PadKey(Shortcut("é", "Digit2")); got != (state.AskDigit{Index: -1, Digit: 2}) {
		t.Errorf("2 on AZERTY does %v, want a test digit", got)
	}
}
