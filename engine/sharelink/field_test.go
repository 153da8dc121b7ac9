package sharelink

import (
	"fmt"
	"strings"
	"testing"

	"convlab/engine/spec"
)

// another is a value of a setting that is not its default, as package fmt writes it.
func another(row spec.Setting) string {
	switch row.Kind() {
	case spec.Choice:
		return row.Choices[len(row.Choices)-1]
	case spec.Switch:
		return "true"
	case spec.Decimal:
		return "0.5"
	}
	return fmt.Sprint(row.Low + 2)
}

// Every row of the table travels, and alone where it is not the default.
func TestEverySettingTravels(t *testing.T) {
	for _, row := range spec.Settings() {
		s := Setting{Model: spec.NoteDense(), Training: spec.Note(64)}
		before, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		if written := strings.Contains(before, "&"+row.Link+"="); written != (row.Default != nil) {
			t.Errorf("%s: %s has a field %s where zero is left out, or lacks it", row.Name, before, row.Link)
		}
		if _, err := fmt.Sscan(another(row), row.Of(&s.Training)); err != nil || s.Training == spec.Note(64) {
			t.Fatalf("%s = %s: %+v, error %v", row.Name, another(row), s.Training, err)
		}
		text, err := Encode(s)
		if err != nil || !strings.Contains(text, "&"+row.Link+"=") {
			t.Errorf("%s: wrote %s, error %v", row.Name, text, err)
		}
		if got, err := Decode(text); err != nil || got.Training != s.Training {
			t.Errorf("%s: read %+v, error %v, want %+v", text, got.Training, err, s.Training)
		}
	}
}
