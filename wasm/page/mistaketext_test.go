package main

import (
	"strings"
	"testing"

	"convlab/engine/wire"
)

func TestAMisreadDigitIsCalledByWhatIsSeen(t *testing.T) {
	for language, want := range map[string]string{"en": "An 8 read as 3, 98 % sure", "ko": "8을 3으로 읽음, 확률 98 %"} {
		seen, said, name := mistakeText(words(t, language), wire.Mistake{Label: 8, Predicted: 3, Probability: 0.98})
		if seen != "8 → 3" || said != want || !strings.Contains(name, seen) || !strings.Contains(name, said) {
			t.Errorf("%s: seen %q, said %q, want %q, both of them in the name %q", language, seen, said, want, name)
		}
	}
}
