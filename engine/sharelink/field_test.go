package sharelink

import (
	"fmt"
	"strings"
	"testing"

	"convlab/engine/spec"
)

// another returns a value of a setting that is not its default, in the form of package
// fmt.
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

// Every row of the table is in a link: optional ones if they are not the default.
func TestEverySettingTravels(t *testing.T) {
	for _, row := range spec.Settings() {
		s := Content{Model: spec.NoteDense(), Training: spec.Note(64)}
		before, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		if written := strings.Contains(before, "&"+row.Link+"="); written != (row.Default != nil) {
			t.Errorf("%s: %s has a field %s that should be omitted, or lacks it", row.Name, before, row.Link)
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

func TestEveryKindOfLayerHasALetter(t *testing.T) {
	for _, l := range spec.Kinds() {
		text, err := encodeLayer(l)
		if err != nil {
			t.Errorf("%s: %v", l.Kind(), err)
			continue
		}
		if got, ok := decodeLayer(text); !ok || got != l {
			t.Errorf("decodeLayer reads %q as %+v, want %s%+v: give it the letter and every field", text, got, l.Kind(), l)
		}
	}
}

// What links cannot hold is an error that names the functions to extend, not a panic.
func TestUnknownKindsAreErrors(t *testing.T) {
	type unknownLayer struct{ spec.Layer }
	if text, err := encodeLayers([]spec.Layer{spec.Flatten{}, unknownLayer{}}); err == nil || text != "" || !strings.Contains(err.Error(), "layers[1]: expected a layer with a letter, received sharelink.unknownLayer: add it to encodeLayer") {
		t.Errorf("a layer: wrote %q, error %v", text, err)
	}
	if text, err := valueText([]int{1}); err == nil || text != "" || !strings.Contains(err.Error(), "received []int: add it to valueText") {
		t.Errorf("a setting: wrote %q, error %v", text, err)
	}
}
