package strings_test

import (
	"math"
	"testing"

	"convlab/engine/spec"
)

// Every row of the table of settings has its texts: a label, a hint, for a number with limits the text of a fix, and for one with
// decimals the text of a refusal.
func TestEverySettingHasItsTexts(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		words := load(t, language)
		for _, row := range spec.Settings() {
			keys := []string{"settings.", "hint."}
			number := row.Kind() == spec.Whole || row.Kind() == spec.Decimal
			if number && row.High < math.MaxUint64 {
				keys = append(keys, "fix.")
			}
			if row.Kind() == spec.Decimal {
				keys = append(keys, "refusal.range_")
			}
			for _, key := range keys {
				if _, ok := words[key+row.Name]; ok != (row.Internal == "") {
					t.Errorf("%s.json has %s%s: %v; users can change it: %v", language, key, row.Name, ok, !ok)
				}
			}
		}
	}
}
