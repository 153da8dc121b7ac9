package spec

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Every field of a Training has a row, in the order of the fields.
func TestEveryFieldOfATrainingHasARow(t *testing.T) {
	var training Training
	fields, rows := reflect.ValueOf(&training).Elem(), Settings()
	for i := range fields.NumField() {
		name, options, _ := strings.Cut(fields.Type().Field(i).Tag.Get("json"), ",")
		if i >= len(rows) || rows[i].Name != name {
			t.Fatalf("Settings has no row for %s, or in another place", name)
		}
		if rows[i].Of(&training) != fields.Field(i).Addr().Interface() {
			t.Errorf("the row %s is of another field", name)
		}
		if (options == "omitempty") != (rows[i].Default == nil) {
			t.Errorf("%s must have omitempty exactly if its default is zero", name)
		}
	}
	if len(rows) != fields.NumField() {
		t.Errorf("%d rows for %d fields", len(rows), fields.NumField())
	}
}

func TestEveryRowIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Settings() {
		for _, name := range []string{"name " + s.Name, "flag " + s.Flag, "link " + s.Link} {
			if seen[name] {
				t.Errorf("%s: another setting has the same %s", s.Name, name)
			}
			seen[name] = true
		}
		if s.Link == "" {
			t.Errorf("%s has no field in a link, which must hold all that weights depend on", s.Name)
		}
		if users := s.Internal == ""; users != (s.Flag != "") || users != (s.Usage != "") {
			t.Errorf("%s needs a flag with a text, or the reason why it has none", s.Name)
		}
		if (s.Kind() == Choice) != (len(s.Choices) > 0) {
			t.Errorf("%s: only a choice has choices", s.Name)
		}
		if number := s.Kind() == Whole || s.Kind() == Decimal; number != (s.Low < s.High) || s.OpenLow && s.OpenHigh {
			t.Errorf("%s: only a number has limits, at most one of them open", s.Name)
		}
		if _, unchecked := s.Get(Training{}).(uint64); unchecked && (s.Low != 0 || s.High != math.MaxUint64) {
			t.Errorf("%s: Check accepts every uint64", s.Name)
		}
		if s.Optimizer != "" && !slices.Contains([]string{RMSprop, SGD, Adam}, s.Optimizer) {
			t.Errorf("%s is used by the unknown optimiser %q", s.Name, s.Optimizer)
		}
	}
}

// Links, files and records of earlier releases do not have settings that were added
// later: leaving them out must not change their meaning.
func TestOnlyTheFirstSettingsDefaultToMoreThanZero(t *testing.T) {
	var names []string
	for _, s := range Settings() {
		if s.Default != nil {
			names = append(names, s.Name)
		}
	}
	if want := "optimizer learning_rate batch_size epochs examples shards seed"; strings.Join(names, " ") != want {
		t.Errorf("%v have a default, want %s and no other", names, want)
	}
}

// The note's values, with which links and files of all releases were written.
func TestDefaultsAreTheNotes(t *testing.T) {
	want := Training{Optimizer: "rmsprop", LearningRate: 0.001, BatchSize: 128, Epochs: 5, Examples: 60000, Shards: 4, Seed: 1}
	if got := Note(128); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for _, s := range Settings() {
		if s.Name != "batch_size" && s.Default != nil && s.Get(Note(1)) != s.Default {
			t.Errorf("%s: got %v, want %v", s.Name, s.Get(Note(1)), s.Default)
		}
	}
}

// unusual has no setting of Note(64).
func unusual() Training {
	return Training{Optimizer: SGD, LearningRate: 2, Momentum: 0.5, Nesterov: true, BatchSize: 1, Epochs: 2, Examples: 3, Shift: 4, Shards: 5, Seed: 6}
}

// A setting that kerasOptimizer or Keras forgets is lost without an error.
func TestKerasCodeHasEverySetting(t *testing.T) {
	for _, s := range Settings() {
		changed := unusual()
		s.Set(&changed, s.Get(Note(64)))
		if changed == unusual() {
			t.Errorf("%s has its usual value in unusual", s.Name)
		}
		if s.Internal == "" && Keras(NoteDense(), changed) == Keras(NoteDense(), unusual()) {
			t.Errorf("the Keras code does not depend on %s", s.Name)
		}
	}
}

func TestSetChangesItsFieldAlone(t *testing.T) {
	other := unusual()
	changed := Note(64)
	for i, s := range Settings() {
		before := changed
		s.Set(&changed, s.Get(other))
		for k, r := range Settings() {
			if want := map[bool]any{true: r.Get(other), false: r.Get(before)}[i == k]; r.Get(changed) != want {
				t.Errorf("setting %s made %s %v, want %v", s.Name, r.Name, r.Get(changed), want)
			}
		}
	}
	if changed != other {
		t.Errorf("got %+v, want %+v", changed, other)
	}
}

// A decimal at its limits: open ones are refused, closed ones not.
func TestDecimalsAtTheirLimits(t *testing.T) {
	closed := Setting{Name: "momentum", Of: func(t *Training) any { return &t.Momentum }, Low: 1, High: 2}
	low, high := closed, closed
	low.OpenLow, high.OpenHigh = true, true
	nan, below, above := float32(math.NaN()), math.Nextafter32(1, 0), math.Nextafter32(2, 3)
	for _, c := range []struct {
		row      Setting
		accepted []float32
		refused  []float32
		want     string
		low, up  int
	}{
		{closed, []float32{1, 1.5, 2}, []float32{below, above, nan}, "1 to 2", 1, 2},
		{low, []float32{1.5, 2}, []float32{below, 1, above, nan}, "above 1 and at most 2", 0, 2},
		{high, []float32{1, 1.5}, []float32{below, 2, above, nan}, "1 up to, but not including, 2", 1, 0},
	} {
		for _, v := range c.accepted {
			if err := c.row.Check(Training{Momentum: v}); err != nil {
				t.Errorf("%v: %v", v, err)
			}
		}
		for _, v := range c.refused {
			e, ok := c.row.Check(Training{Momentum: v}).(*Error)
			if !ok || e.Rule != RuleRange || e.Path != "momentum" || e.Want != c.want || e.Low != c.low || e.High != c.up {
				t.Errorf("%v: got %+v, want %s", v, e, c.want)
			}
		}
	}
}

func TestFindSetting(t *testing.T) {
	if s, ok := FindSetting("shift"); !ok || s.High != MaxShift {
		t.Errorf("got %+v, %v", s, ok)
	}
	if _, ok := FindSetting("filters"); ok {
		t.Error("filters are a field of layers, not a setting of a training")
	}
}
