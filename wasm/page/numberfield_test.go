package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"convlab/wasm/view"
)

// A field of type number changes under the wheel, hides what was typed when it
// is no number, and refuses full-width digits. So numbers have fields of text
// that the program makes spin buttons.
func TestEveryNumberHasAFieldOfText(t *testing.T) {
	page, err := os.ReadFile("../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(page), `type="number"`) {
		t.Error("index.html has a field of type number")
	}
	numbers := 0
	for _, found := range regexp.MustCompile(`<input [^>]*data-(?:path|field)="([^"]+)"[^>]*>`).FindAllStringSubmatch(string(page), -1) {
		field, path := found[0], found[1]
		if _, _, ok := view.NumberLimits(path); !ok {
			if strings.Contains(field, "spinbutton") {
				t.Errorf("%s is a spin button without limits", path)
			}
			continue
		}
		numbers++
		keyboard := `inputmode="numeric"`
		if next, _ := view.StepNumber(path, "0", true); strings.Contains(next, ".") {
			keyboard = `inputmode="decimal"`
		}
		for _, want := range []string{`type="text"`, `role="spinbutton"`, `autocomplete="off"`, keyboard} {
			if !strings.Contains(field, want) {
				t.Errorf("the field of %s is %s, want it to have %s", path, field, want)
			}
		}
	}
	if numbers != 9 { // filters, units, dropout; momentum, rate, batch, epochs, images, seed
		t.Errorf("index.html has %d fields for numbers, want 9", numbers)
	}
}
