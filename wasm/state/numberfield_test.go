package state

import (
	"reflect"
	"testing"

	"convlab/engine/wire"
)

// A typed text, and the setting that results.
func TestNumbersAreReadAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct{ path, text, canonical string }{
		{"training.batch_size", "３２", "32"},
		{"training.batch_size", " 1,000 ", "1000"},
		{"training.examples", "10 000", "10000"},
		{"training.examples", "10\u202f000", "10000"},
		{"training.examples", "10.000", "10000"},
		{"training.seed", "18,446,744,073,709,551,615", "18446744073709551615"},
		{"training.learning_rate", "0,002", "0.002"},
		{"training.learning_rate", "2e-3", "0.002"},
		{"training.momentum", "0.9995", "0.9995"}, // any value below 1 is possible
		{"dropout", "０．５", "0.5"},
	} {
		s, want := open(t, wire.Untrained), open(t, wire.Untrained)
		s.Update(SetField{c.path, c.text})
		want.Update(SetField{c.path, c.canonical})
		if s.Draft.Refusal != nil || want.Draft.Refusal != nil || !reflect.DeepEqual(s.Draft.Settings, want.Draft.Settings) || reflect.DeepEqual(s.Draft.Settings, open(t, wire.Untrained).Draft.Settings) {
			t.Errorf("%s = %q: got %+v, refusal %v, want it as %s", c.path, c.text, s.Draft, s.Draft.Refusal, c.canonical)
		}
	}
}

func TestATextThatIsNotANumberIsRefusedAndChangesNothing(t *testing.T) {
	for _, c := range []struct{ path, text string }{
		{"training.batch_size", "64,5"}, // an earlier build read 645
		{"training.batch_size", "64.5"},
		{"training.batch_size", "10,00"},
		{"training.batch_size", "1e2"},
		{"training.batch_size", "1_0"},
		{"training.batch_size", ""},
		{"training.batch_size", "+64"},
		{"training.seed", "1.5"},
		{"training.learning_rate", "0x1p-10"},
		{"training.learning_rate", "1_0e-3"},
		{"training.learning_rate", "1,000.5"},
		{"training.momentum", "1"},
		{"training.momentum", "-0.1"},
		{"dropout", "0,91"},
		{"blocks[0].filters", "2,5"},
		{"blocks[0].filters", "257"},
	} {
		s := open(t, wire.Yours)
		before := s.Draft.Settings
		if got := s.Update(SetField{c.path, c.text}); got != nil || s.Draft.Refusal == nil || s.Draft.Refusal.Path != c.path || s.Draft.Refusal.Value != c.text {
			t.Errorf("%s = %q: sent %v, refusal %+v", c.path, c.text, got, s.Draft.Refusal)
		}
		if !reflect.DeepEqual(s.Draft.Settings, before) {
			t.Errorf("%s = %q changed the controls", c.path, c.text)
		}
	}
}

func TestUpAndDownGoToTheNextStepWithinTheLimits(t *testing.T) {
	for _, c := range []struct{ path, text, up, down string }{
		{"blocks[0].filters", "32", "40", "24"},
		{"blocks[0].filters", "33", "40", "32"},
		{"blocks[0].filters", "1", "8", "1"},
		{"blocks[0].filters", "256", "256", "248"},
		{"blocks[0].filters", "1000", "256", "256"},
		{"units", "0", "16", "0"},
		{"units", "4096", "4096", "4080"},
		{"training.batch_size", "６４", "65", "63"},
		{"training.batch_size", "1024", "1024", "1023"},
		{"training.epochs", "1", "2", "1"},
		{"training.examples", "60,000", "60000", "59900"},
		{"training.examples", "150", "200", "100"},
		{"training.seed", "0", "1", "0"},
		{"training.seed", "18446744073709551615", "18446744073709551615", "18446744073709551614"},
		{"dropout", "0", "0.1", "0"},
		{"dropout", "0,25", "0.3", "0.2"},
		{"dropout", "0.9", "0.9", "0.8"},
		{"training.momentum", "0.9", "0.999", "0.8"},
		{"training.momentum", "0.9995", "0.999", "0.9"},
		{"training.learning_rate", "0.001", "0.002", "0.0005"},
		{"training.learning_rate", "3e-3", "0.005", "0.002"},
		{"training.learning_rate", "10", "10", "5"},
		{"training.learning_rate", "0.000001", "0.000002", "0.000001"},
		{"training.learning_rate", "1e-9", "0.000001", "0.000000001"},
	} {
		for up, want := range map[bool]string{true: c.up, false: c.down} {
			if got, ok := StepNumber(c.path, c.text, up); !ok || got != want {
				t.Errorf("%s: from %s up=%v leads to %q (%v), want %s", c.path, c.text, up, got, ok, want)
			}
		}
	}
	for path, text := range map[string]string{"training.batch_size": "64,5", "training.seed": "", "dropout": "x", "head": "1", "training.optimizer": "1"} {
		if got, ok := StepNumber(path, text, true); ok {
			t.Errorf("%s: %q has the step %q", path, text, got)
		}
	}
}

// Every value that the arrow keys reach is accepted, from the value of any preset to both ends.
func TestEveryStepIsASettingThatWorks(t *testing.T) {
	for path, text := range map[string]string{
		"training.batch_size": "64", "training.learning_rate": "0.001", "training.examples": "60000", "training.epochs": "5",
		"training.momentum": "0", "dropout": "0", "blocks[0].filters": "32",
	} {
		low, high, ok := NumberLimits(path)
		if !ok {
			t.Errorf("%s has no limits", path)
		}
		if path == "training.momentum" {
			if high != "1" {
				t.Errorf("a momentum is below %s, want 1", high)
			}
			high = "0.999"
		}
		for up, end := range map[bool]string{true: high, false: low} {
			at := text
			for range 2000 { // more steps than any field has
				next, ok := StepNumber(path, at, up)
				if !ok {
					t.Fatalf("%s: %q is no number", path, at)
				}
				if next == at {
					break
				}
				at = next
				s := New()
				s.Update(SetField{"training.optimizer", "sgd"})
				if s.Update(SetField{path, at}); s.Draft.Refusal != nil {
					t.Errorf("%s: the keys lead to %s, which is refused: %v", path, at, s.Draft.Refusal.Error)
				}
			}
			if at != end && !(path == "training.learning_rate" && !up && at == "0.000001") { // a rate cannot be 0
				t.Errorf("%s: the keys end at %s, want %s", path, at, end)
			}
		}
	}
}
