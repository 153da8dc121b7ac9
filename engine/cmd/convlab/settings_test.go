package main

import (
	"flag"
	"fmt"
	"io"
	"testing"

	"convlab/engine/spec"
)

// readSettings parses flags as the commands do.
func readSettings(t *testing.T, args ...string) (*flag.FlagSet, spec.Training) {
	t.Helper()
	s := settings{set: flag.NewFlagSet("train", flag.ContinueOnError)}
	s.set.SetOutput(io.Discard)
	s.define()
	if err := s.set.Parse(args); err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	_, training, err := s.read()
	if err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return s.set, training
}

// Every setting has a flag, which changes that setting alone, or is internal.
func TestEveryFlagChangesItsSettingAlone(t *testing.T) {
	for _, row := range spec.Settings() {
		text := fmt.Sprint(row.Low + 2)
		switch row.Kind() {
		case spec.Choice:
			text = row.Choices[len(row.Choices)-1]
		case spec.Switch:
			text = "true"
		case spec.Decimal:
			text = "0.5"
		}
		var args []string
		if row.Optimizer != "" {
			args = append(args, "-optimizer="+row.Optimizer)
		}
		set, before := readSettings(t, args...)
		if row.Internal != "" {
			if set.Lookup(row.Name) != nil || set.Lookup(row.Link) != nil {
				t.Errorf("%s has a flag, and %s", row.Name, row.Internal)
			}
			continue
		}
		_, got := readSettings(t, append(args, "-"+row.Flag+"="+text)...)
		if fmt.Sprint(row.Get(got)) != text {
			t.Errorf("-%s=%s made it %v", row.Flag, text, row.Get(got))
		}
		if row.Set(&got, row.Get(before)); got != before {
			t.Errorf("-%s=%s changed another setting: %+v, want %+v", row.Flag, text, got, before)
		}
	}
}

// Settings without a flag are the preset's, even if they differ from the note's.
func TestFlagsDefaultToThePresetsTraining(t *testing.T) {
	flat, _ := spec.FindPreset("flat")
	if _, got := readSettings(t, "-preset=flat"); got != flat.Training {
		t.Errorf("got %+v, want %+v", got, flat.Training)
	}
}

func TestTheRefusalNamesTheFlagsOfAnOptimizer(t *testing.T) {
	err := checkOptimizer(map[string]bool{"nesterov": true}, spec.Adam)
	if want := "expected -momentum and -nesterov with -optimizer sgd only, received them with adam"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if err := checkOptimizer(map[string]bool{"nesterov": true, "lr": true}, spec.SGD); err != nil {
		t.Error(err)
	}
	if err := checkOptimizer(map[string]bool{"lr": true}, spec.Adam); err != nil {
		t.Error(err)
	}
}
