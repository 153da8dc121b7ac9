package state

import (
	"reflect"
	"slices"
	"strconv"
	"testing"

	"convlab/engine/spec"
)

// allFields are the fields of every setting of the page.
func allFields() []Field {
	return slices.Concat(ConvFields(1), PoolFields(1), DenseFields(), TrainingFields())
}

func TestEverySettingHasAField(t *testing.T) {
	for _, f := range allFields() {
		again, ok := FieldOf(f.Path)
		if !ok || !reflect.DeepEqual(again, f) {
			t.Errorf("%s: FieldOf returns %+v, want %+v", f.Path, again, f)
		}
	}
	for _, path := range []string{"", "blocks[0].", "training.shards_", "training.lr", "blocks[0].kernel"} {
		if f, ok := FieldOf(path); ok {
			t.Errorf("%q has the field %+v", path, f)
		}
	}
}

func TestFieldsOfTheTrainingAreThoseOfTheTable(t *testing.T) {
	fields := map[string]Field{}
	for _, f := range TrainingFields() {
		fields[FieldName(f.Path)] = f
	}
	for _, row := range spec.Settings() {
		f, there := fields[row.Name]
		delete(fields, row.Name)
		if there != (row.Internal == "") {
			t.Errorf("%s has a control: %v, and is internal because of %q", row.Name, there, row.Internal)
		}
		if !there {
			continue
		}
		if f.Kind != row.Kind() {
			t.Errorf("%s is of kind %v, want %v", row.Name, f.Kind, row.Kind())
		}
		switch row.Kind() {
		case spec.Choice:
			if !slices.Equal(f.Values, row.Choices) {
				t.Errorf("the choices of %s are %q, want %q", row.Name, f.Values, row.Choices)
			}
		case spec.Whole, spec.Decimal:
			if f.Low != strconv.FormatUint(row.Low, 10) && !row.OpenLow || !row.OpenHigh && f.High != strconv.FormatUint(row.High, 10) {
				t.Errorf("%s goes from %s to %s, want %d to %d", row.Name, f.Low, f.High, row.Low, row.High)
			}
		}
	}
	for name := range fields {
		t.Errorf("%s has a control and is no setting", name)
	}
}

// Every value that a control offers can be set, and the control then shows it.
func TestEveryOfferedValueCanBeSet(t *testing.T) {
	offered := 0
	for _, f := range allFields() {
		for _, value := range f.Values {
			offered++
			next := New().Draft.clone()
			if err := next.set(f.Path, value); err != nil || FieldText(next, f.Path) != value {
				t.Errorf("%s offers %q, which gives %q, %v", f.Path, value, FieldText(next, f.Path), err)
			}
		}
	}
	if offered == 0 {
		t.Error("no control offers a value")
	}
}

func TestSmallRangesAreOfferedAndLargeOnesTyped(t *testing.T) {
	for path, want := range map[string][]string{
		"blocks[0].window": {"1", "3", "5", "7"}, "blocks[0].stride": {"1", "2", "3"}, "blocks[0].pool_size": {"2", "3"},
		"training.shift": {"0", "1", "2", "3", "4"}, "blocks[0].filters": nil, "units": nil, "dropout": nil, "training.seed": nil,
	} {
		if f, _ := FieldOf(path); !slices.Equal(f.Values, want) {
			t.Errorf("%s offers %q, want %q", path, f.Values, want)
		}
	}
}

// Links and files have windows that the segments do not list.
func TestAValueThatIsNotListedIsAnExtraSegment(t *testing.T) {
	f, _ := FieldOf("blocks[0].window")
	for value, want := range map[string][]string{
		"3": {"1", "3", "5", "7"}, "4": {"1", "3", "4", "5", "7"}, "6": {"1", "3", "5", "6", "7"},
	} {
		if got := f.Segments(value); !slices.Equal(got, want) {
			t.Errorf("with %s the segments are %q, want %q", value, got, want)
		}
	}
	if want := []string{"1", "3", "5", "7"}; !slices.Equal(f.Values, want) {
		t.Errorf("the field offers %q afterwards, want %q", f.Values, want)
	}
}

func TestSettingsWithoutEffectDoNotApply(t *testing.T) {
	s := New().Draft.Settings
	s.Blocks[1].Pooling = NoPooling
	for path, want := range map[string]bool{
		"blocks[0].pool_size": true, "blocks[1].pool_size": false, "blocks[1].pooling": true, "blocks[1].filters": true, "units": true,
		"training.momentum": false, "training.nesterov": false, "training.seed": true,
	} {
		if f, _ := FieldOf(path); f.Applies(s) != want {
			t.Errorf("%s applies: %v, want %v", path, !want, want)
		}
	}
	s.Training.Optimizer = spec.SGD
	if f, _ := FieldOf("training.momentum"); !f.Applies(s) {
		t.Error("momentum does not apply to SGD")
	}
}

func TestAChipOpensItsSettings(t *testing.T) {
	for path, want := range map[string][]string{
		"training.epochs":    {"training.epochs"},
		"training.optimizer": {"training.optimizer", "training.momentum", "training.nesterov"},
	} {
		var got []string
		for _, f := range ChipFields(path) {
			got = append(got, f.Path)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s opens %q, want %q", path, got, want)
		}
	}
}
