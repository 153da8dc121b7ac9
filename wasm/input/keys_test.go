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
		{"Korean", "ㅈ", "KeyW", "W"},
		{"Korean", "ㅉ", "KeyW", "W"},
		{"Russian", "ц", "KeyW", "W"},
		{"Dvorak", ",", "KeyW", ","},
		{"US, Shift", "?", "Slash", "?"},
		{"Russian, Shift", "?", "Digit7", "?"},
		{"Arabic", "؟", "Slash", "?"},
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

func TestKeysMoveTheChosenNumberWhileTheSceneHasTheFocus(t *testing.T) {
	for key, want := range map[string]state.Event{
		"ArrowLeft": state.MoveNumber{Columns: -1}, "ArrowRight": state.MoveNumber{Columns: 1},
		"ArrowUp": state.MoveNumber{Rows: -1}, "ArrowDown": state.MoveNumber{Rows: 1},
		"[": state.MoveNumber{Maps: -1}, "]": state.MoveNumber{Maps: 1}, ",": state.MoveNumber{Layers: -1}, ".": state.MoveNumber{Layers: 1},
		"Home": state.MoveNumber{Columns: -1 << 20}, "End": state.MoveNumber{Columns: 1 << 20}, // of the row
		"Escape": state.FollowRoute{}, "Enter": nil, "c": nil, "7": nil, "Tab": nil,
	} {
		if got := SceneKey(key); got != want {
			t.Errorf("%s does %#v, want %#v", key, got, want)
		}
	}
}

func TestWAndTheQuestionMarkActOnThePageOnceForEachPress(t *testing.T) {
	for key, want := range map[string]string{
		"w": "bench", "W": "bench", "?": "help", "/": "", "q": "", " ": "", "Enter": "",
		Shortcut("ㅈ", "KeyW"): "bench", Shortcut(",", "KeyW"): "", // Dvorak
	} {
		if got := PageAction(key, false); got != want {
			t.Errorf("%q does %q, want %q", key, got, want)
		}
		if got := PageAction(key, true); got != "" {
			t.Errorf("%q, held down, does %q again", key, got)
		}
	}
	for _, key := range []string{"w", "W", "?"} {
		if PadKey(key) != nil || SceneKey(key) != nil {
			t.Errorf("%s acts on the page and on the network", key)
		}
	}
}

func TestCharactersAreTheKeysThatWriteSomething(t *testing.T) {
	for key, want := range map[string]bool{
		"w": true, "?": true, " ": true, "[": true, "7": true, "é": true, "ㅋ": true,
		"ArrowLeft": false, "Home": false, "Escape": false, "Enter": false, "Tab": false, "F5": false, "": false,
	} {
		if got := IsCharacter(key); got != want {
			t.Errorf("%q is a character: %v, want %v", key, got, want)
		}
	}
}

func TestArrowsGoRoundTheTabsAndHomeAndEndToTheFirstAndLast(t *testing.T) {
	for _, c := range []struct {
		key        string
		open, want int
		ok         bool
	}{
		{"ArrowRight", 0, 1, true},
		{"ArrowRight", 4, 0, true},
		{"ArrowLeft", 4, 3, true},
		{"ArrowLeft", 0, 4, true},
		{"Home", 3, 0, true},
		{"End", 1, 4, true},
		{"ArrowDown", 2, 2, false}, // scrolls the panel
		{"Tab", 2, 2, false},
	} {
		if got, ok := TabKey(c.key, c.open, 5); got != c.want || ok != c.ok {
			t.Errorf("%s on tab %d of 5 leads to %d, %v; want %d, %v", c.key, c.open, got, ok, c.want, c.ok)
		}
	}
}
