package state

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
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
		-1: "<nil>", 0: "{0}", 1: "{blocks[0].pooling none}", 2: "{1}", 3: "{blocks[1].pooling none}", 4: "{2}", 5: "<nil>", 6: "<nil>", 7: "<nil>", 8: "<nil>",
	} {
		if got := fmt.Sprint(s.RemoveLayer(layer)); got != want {
			t.Errorf("layer %d is taken out by %s, want %s", layer, got, want)
		}
	}
	s.Update(s.RemoveLayer(3))
	if got := s.Draft.Blocks[1].Pooling; got != NoPooling {
		t.Errorf("the second block still has the pooling %s", got)
	}
}

// After a change the worker's network is another one than that of the controls for some frames.
func TestLayersOfANetworkThatIsGoingHaveNoControlsOfTheNextOne(t *testing.T) {
	s := open(t, wire.Pretrained)
	has := func() (layers []int) {
		for layer := -1; layer < 10; layer++ {
			if _, group := s.ControlOf(layer); group != NoControls {
				layers = append(layers, layer)
			}
		}
		return layers
	}
	all := []int{0, 1, 2, 3, 4, 6}
	if got := has(); !slices.Equal(got, all) {
		t.Errorf("the layers %v have controls, want %v", got, all)
	}
	s.Update(SetField{Path: "blocks[0].pooling", Value: "none"}) // the blocks stay
	if got := has(); !slices.Equal(got, all) {
		t.Errorf("without the first pooling the layers %v have controls, want %v", got, all)
	}
	s.Update(RemoveBlock{Index: 0})
	if got := has(); !slices.Equal(got, []int{6}) || s.RemoveLayer(0) != nil || s.Reduce(3, ReduceMax) != nil || s.AddPooling(5) != nil {
		t.Errorf("without the first block the layers %v have controls", got)
	}
	s.Update(wire.Network{Model: s.Draft.Model(), Training: spec.Note(64), Origin: wire.Pretrained, Changed: true})
	if got := has(); !slices.Equal(got, []int{0, 1, 2, 4}) {
		t.Errorf("of the next network the layers %v have controls", got)
	}
}

func TestALayerThatANetworkDoesNotHaveHasNothing(t *testing.T) {
	s := drawn(t)
	for _, layer := range []int{-2, 8, 99} {
		if n := s.Numbers(layer); n != nil {
			t.Errorf("layer %d has the numbers %v", layer, n)
		}
		if e := s.AddPooling(layer); e != nil {
			t.Errorf("layer %d gets the pooling %v", layer, e)
		}
	}
	if e := s.AddLayer(99); e != nil {
		t.Errorf("before layer 99 there comes %v", e)
	}
	s.Route.cells = nil // before an answer
	s.Update(HoverNumber{Layer: 4, Cell: spec.Cell{Channel: 3}})
	s.Update(wire.Network{Model: spec.NoteDense(), Training: spec.Note(128), Origin: wire.Pretrained})
	if s.Route.Hover.On {
		t.Errorf("the preview is of %+v, which the dense network does not have", s.Route.Hover)
	}
}

func TestALayerIsAddedAtItsPlaceInTheControls(t *testing.T) {
	s := open(t, wire.Pretrained)
	for before, want := range map[int]string{0: "{0}", 2: "{1}", 4: "{2}", 5: "{3}"} {
		if got := fmt.Sprint(s.AddLayer(before)); got != want {
			t.Errorf("a convolution before layer %d comes by %s, want %s", before, got, want)
		}
	}
	if got := fmt.Sprint(s.AddPooling(5), s.AddPooling(2)); got != "{blocks[2].pooling max} <nil>" {
		t.Errorf("poolings come by %s", got)
	}
}

// A pooling before all convolutions comes from files. It has no block.
func TestAPoolingBeforeAllConvolutionsHasNoControls(t *testing.T) {
	s := open(t, wire.Pretrained)
	m := s.Network.Model
	m.Layers = append([]spec.Layer{spec.MaxPooling2D{PoolSize: 2}}, m.Layers...)
	s.Network.Model = m
	if _, group := s.ControlOf(0); group != NoControls || s.Reduce(0, ReduceStride) != nil {
		t.Errorf("it has the controls %d", group)
	}
}

func TestALayerOfNoBlockHasNoText(t *testing.T) {
	for _, block := range []int{-1, 99} {
		if got := FieldText(New().Draft.Settings, FieldPath(block, "pooling")); got != "" {
			t.Errorf("block %d has the text %q", block, got)
		}
	}
}

func TestThePathOfAFieldNamesItsBlock(t *testing.T) {
	for _, block := range []int{0, 3, 12} {
		if b, field, ok := BlockOf(FieldPath(block, "window")); b != block || field != "window" || !ok {
			t.Errorf("block %d is read as %d, %q, %v", block, b, field, ok)
		}
	}
	for _, path := range []string{"", "units", "training.seed", "blocks", "blocks[", "blocks[1]", "blocks[1]window", "blocks[].window", "blocks[-1].window", "blocks[x].window"} {
		if b, field, ok := BlockOf(path); ok {
			t.Errorf("%q is read as block %d, %q", path, b, field)
		}
	}
}
