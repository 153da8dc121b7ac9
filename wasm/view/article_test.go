package view

import "testing"

func TestTheArticleFitsTheDigit(t *testing.T) {
	w := Words{"mistake": "A(n) {label} read as {predicted}", "laid": "Test image {n}: a(n) {label}"}
	for digit, want := range map[string]string{"0": "a 0", "1": "a 1", "7": "a 7", "8": "an 8", "9": "a 9"} {
		if got := w.Say("laid", "n", "18", "label", digit); got != "Test image 18: "+want {
			t.Errorf("%s is called %q, want %q", digit, got, want)
		}
	}
	if got := w.Say("mistake", "label", "8", "predicted", "3"); got != "An 8 read as 3" {
		t.Errorf("a sentence begins with %q", got)
	}
	if got := w.Say("mistake", "label", "3", "predicted", "8"); got != "A 3 read as 8" {
		t.Errorf("a sentence begins with %q", got)
	}
}
