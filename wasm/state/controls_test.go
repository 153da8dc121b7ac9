package state

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"convlab/engine/spec"
)

func TestWhatAControlShowsIsWhatItSets(t *testing.T) {
	for _, f := range allFields() {
		path := f.Path
		s := New()
		text := FieldText(s.Draft.Settings, path)
		if text == "" {
			t.Errorf("%s shows nothing", path)
		}
		before := s.Draft.Settings
		s.Update(SetField{Path: path, Value: text})
		if s.Draft.Refusal != nil || !reflect.DeepEqual(s.Draft.Settings, before) {
			t.Errorf("%s shows %q, and setting that gives %v, refusal %v", path, text, s.Draft, s.Draft.Refusal)
		}
	}
}

func TestAChangedSettingIsShown(t *testing.T) {
	for path, value := range map[string]string{
		"blocks[1].filters": "48", "blocks[1].window": "5", "blocks[1].stride": "2", "blocks[1].padding": "same", "blocks[1].activation": "tanh",
		"blocks[1].pooling": "average", "blocks[1].pool_size": "3", "blocks[1].pool_stride": "1", "blocks[1].pool_padding": "same",
		"head": "global_average", "units": "32", "hidden": "sigmoid", "dropout": "0.5",
		"training.optimizer": "sgd", "training.momentum": "0.9", "training.nesterov": "true", "training.learning_rate": "0.0001",
		"training.batch_size": "32", "training.epochs": "3", "training.examples": "1000", "training.shift": "2", "training.seed": "18446744073709551615",
	} {
		s := New()
		s.Update(SetField{Path: path, Value: value})
		if got := FieldText(s.Draft.Settings, path); got != value {
			t.Errorf("%s was set to %s and shows %q, refusal %v", path, value, got, s.Draft.Refusal)
		}
	}
}

// Users cannot change what only decides the order of sums.
func TestInternalSettingsAreNotSetByControls(t *testing.T) {
	for _, row := range spec.Settings() {
		if row.Internal == "" {
			continue
		}
		s := New()
		before := s.Draft.Settings
		s.Update(SetField{Path: "training." + row.Name, Value: "2"})
		if !reflect.DeepEqual(s.Draft.Settings, before) || FieldText(before, "training."+row.Name) != "" {
			t.Errorf("%s was set, or is shown as %q", row.Name, FieldText(before, "training."+row.Name))
		}
	}
}

// The sentence of the run bar has a chip for every setting of the training, or one that opens it.
func TestEverySettingOfTheTrainingHasAChip(t *testing.T) {
	page, err := os.ReadFile("../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	opened := map[string]int{}
	for _, chip := range regexp.MustCompile(`data-chip="(training\.[^"]+)"`).FindAllStringSubmatch(string(page), -1) {
		for _, f := range ChipFields(chip[1]) {
			opened[f.Path]++
		}
	}
	for _, f := range TrainingFields() {
		if opened[f.Path] != 1 {
			t.Errorf("%d chips open %s, want 1", opened[f.Path], f.Path)
		}
	}
}

func TestThePenIsAsThickAsItsControlSays(t *testing.T) {
	page, err := os.ReadFile("../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf(`id="thickness" type="range" min="%v" max="%v"`, MinPen, MaxPen); !strings.Contains(string(page), want) {
		t.Errorf("index.html has no control with %s", want)
	}
}

func TestWhatTakesALayerOutDependsOnItsKind(t *testing.T) {
	s := New() // the note's convnet: conv, pool, conv, pool, conv, flatten, dense, answer
	for layer, want := range map[int]string{
		-1: "[]", 0: "[{0}]", 1: "[{blocks[0].pooling none}]", 2: "[{1}]", 3: "[{blocks[1].pooling none}]", 4: "[{2}]", 5: "[]", 6: "[]", 7: "[]", 8: "[]",
	} {
		if got := fmt.Sprint(s.RemoveLayer(layer)); got != want {
			t.Errorf("layer %d is taken out by %s, want %s", layer, got, want)
		}
	}
	for _, e := range s.RemoveLayer(3) {
		s.Update(e)
	}
	if got := s.Draft.Blocks[1].Pooling; got != NoPooling {
		t.Errorf("the second block still has the pooling %s", got)
	}
}

// A pooling without a convolution before it comes from files. It has no block.
func TestALayerOfNoBlockHasNoText(t *testing.T) {
	for _, block := range []int{-1, 99} {
		if got := FieldText(New().Draft.Settings, FieldPath(block, "pooling")); got != "" {
			t.Errorf("block %d has the text %q", block, got)
		}
	}
}
