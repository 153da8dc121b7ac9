//go:build e2e

package e2e

import "testing"

// On a phone the five buttons of the run fit, in both languages.
func TestTheButtonsOfTheRunFitAPhone(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		t.Run(language, func(t *testing.T) { buttonsFit(t, language) })
	}
}

func buttonsFit(t *testing.T, language string) {
	p := Open(t, Visit{W: 390, H: 844, Lang: language, NoWebGL: true})
	p.Ready()
	for _, id := range []string{"train", "continue", "step", "epoch", "reset"} {
		if cut := Eval[bool](p, "document.getElementById('"+id+"').scrollWidth > document.getElementById('"+id+"').clientWidth"); cut {
			t.Errorf("%s: the word of %s is cut", language, id)
		}
	}
	p.Screenshot("rule-phone-" + language)
}
