package state

import (
	"reflect"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestEveryPresetFitsTheControls(t *testing.T) {
	for _, p := range spec.Presets() {
		s, ok := FromModel(p.Model, p.Training)
		if !ok {
			t.Errorf("%s: the controls cannot show it", p.Name)
		}
		if got := s.Preset(); got != p.Name {
			t.Errorf("%s comes back from the controls as %q", p.Name, got)
		}
	}
}

func TestEveryKindOfLayerHasAControl(t *testing.T) {
	block, flat, output := spec.Conv2D{Filters: 8, KernelSize: 3}, spec.Flatten{}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax}
	for _, l := range spec.Kinds() {
		shown := false
		for _, layers := range [][]spec.Layer{{l, flat, output}, {l, output}, {block, l, flat, output}, {l, block, flat, output}, {flat, l, output}} {
			m := spec.Model{Input: spec.MNIST(), Layers: layers}
			if _, ok := FromModel(m, spec.Note(64)); ok && m.Check() == nil {
				shown = true
			}
		}
		if !shown {
			t.Errorf("no settings have %s: give it a control, in Settings.Model and FromModel", l.Kind())
		}
	}
}

func TestFromModelNoticesWhatTheControlsCannotShow(t *testing.T) {
	twice := spec.NoteConvnet()
	twice.Layers = append([]spec.Layer{twice.Layers[0], spec.MaxPooling2D{PoolSize: 2}}, twice.Layers[1:]...)
	wide := spec.NoteDense()
	wide.Layers = append([]spec.Layer{wide.Layers[0], spec.Dense{Units: 32, Activation: spec.ReLU}}, wide.Layers[1:]...)
	for name, m := range map[string]spec.Model{"two poolings in a row": twice, "two hidden Dense layers": wide} {
		if _, ok := FromModel(m, spec.Note(64)); ok {
			t.Errorf("%s: want false", name)
		}
	}
}

// open returns a page whose worker has the note's convnet.
func open(t testing.TB, origin wire.Origin) *State {
	t.Helper()
	s := New()
	s.Update(Found{})
	s.Update(Claimed{Mine: true})
	s.Update(WorkerStarted{})
	s.Update(wire.Hello{Build: "test"})
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: origin})
	if s.Draft.Preset() != "convnet" {
		t.Fatal("the controls do not show the note's convnet")
	}
	return s
}

func kindsOf(list []Command) (kinds []string) {
	for _, c := range list {
		kinds = append(kinds, reflect.TypeOf(c).Name())
	}
	return kinds
}

func TestChangesThatKeepTheWeightsTakeEffectAtOnce(t *testing.T) {
	// With valid padding the flattened size stays 3×3×64 for these.
	for _, c := range []struct{ path, value string }{
		{"blocks[0].pooling", "average"},
		{"blocks[1].pooling", "average"},
		{"blocks[0].activation", "tanh"},
		{"blocks[0].padding", "same"}, // 28, 14, 12, 6, 4: 1024 numbers, see below
	} {
		s := open(t, wire.Yours)
		got := kindsOf(s.Update(SetField{c.path, c.value}))
		if c.value == "same" {
			if s.RunState() != RunPending || !reflect.DeepEqual(got, []string{"Open"}) {
				t.Errorf("%s = %s: sent %v, learn %v; want layers to learn: the flattened size changes", c.path, c.value, got, s.Draft.Learn)
			}
			continue
		}
		if !reflect.DeepEqual(got, []string{"Open"}) || s.Draft.Learn != nil || s.RunState() != RunChanged {
			t.Errorf("%s = %s: sent %v, learn %v; want Open at once", c.path, c.value, got, s.Draft.Learn)
		}
	}
}

func TestChangesThatLoseWeightsNameTheLayers(t *testing.T) {
	s := open(t, wire.Yours)
	if got := kindsOf(s.Update(SetField{"blocks[1].filters", "32"})); !reflect.DeepEqual(got, []string{"Open"}) {
		t.Fatalf("sent %v, want the change opened", got)
	}
	// conv2d_1 itself, and conv2d_2 and dense after it.
	if want := []int{2, 4}; !reflect.DeepEqual(s.Draft.Learn, want) {
		t.Errorf("learn %v, want %v", s.Draft.Learn, want)
	}
	if got := kindsOf(s.Update(Discard{})); !reflect.DeepEqual(got, []string{"Open"}) || s.Draft.Preset() != "convnet" || s.Draft.Learn != nil {
		t.Errorf("Undo sent %v and left %+v", got, s.Draft)
	}
}

func TestAnUntrainedNetworkHasNothingToLearnAgain(t *testing.T) {
	s := open(t, wire.Untrained)
	if got := kindsOf(s.Update(SetField{"blocks[1].filters", "32"})); !reflect.DeepEqual(got, []string{"Open"}) {
		t.Errorf("sent %v, want Open", got)
	}
}

func TestImpossibleSettingsAreRefusedAtTheirControl(t *testing.T) {
	for _, c := range []struct {
		path, value string
		rule        spec.Rule
	}{
		{"blocks[0].filters", "0", spec.RuleRange},
		{"blocks[0].filters", "many", spec.RuleRange},
		{"blocks[2].window", "7", spec.RuleWindow}, // on 5×5 maps
		{"blocks[0].padding", "mirror", spec.RuleChoice},
		{"blocks[9].filters", "8", spec.RuleChoice},
		{"head", "none", spec.RuleChoice},
		{"hidden", "softmax", spec.RuleSoftmax},
		{"dropout", "NaN", spec.RuleRange},
		{"units", "1e9", spec.RuleRange},
		{"training.learning_rate", "0", spec.RuleRange},
		{"training.learning_rate", "Inf", spec.RuleRange},
		{"training.seed", "-1", spec.RuleRange},
		{"training.examples", "99", spec.RuleRange},
		{"training.nothing", "1", spec.RuleChoice},
	} {
		s := open(t, wire.Yours)
		before := s.Draft.Settings
		if got := s.Update(SetField{c.path, c.value}); got != nil {
			t.Errorf("%s = %s: sent %v", c.path, c.value, got)
		}
		if s.Draft.Refusal == nil || s.Draft.Refusal.Path != c.path || s.Draft.Refusal.Error.Rule != c.rule || s.Draft.Refusal.Error.Want == "" {
			t.Errorf("%s = %s: refusal %+v, want rule %s", c.path, c.value, s.Draft.Refusal, c.rule)
		}
		if !reflect.DeepEqual(s.Draft.Settings, before) {
			t.Errorf("%s = %s changed the controls", c.path, c.value)
		}
		s.Update(SetField{"blocks[0].pooling", "average"})
		if s.Draft.Refusal != nil {
			t.Errorf("%s = %s: still refused after a good change", c.path, c.value)
		}
	}
}

func TestAPresetLoadsItsShippedWeightsIfNoOwnWeightsFit(t *testing.T) {
	for _, origin := range []wire.Origin{wire.Pretrained, wire.Untrained, wire.Yours} {
		s := open(t, origin)
		if got := kindsOf(s.Update(ChoosePreset{"dense"})); !reflect.DeepEqual(got, []string{"Load", "SetTraining"}) {
			t.Errorf("%s: sent %v, want Load", origin, got)
		}
	}
	s := open(t, wire.Yours)
	s.Update(SetField{"blocks[1].filters", "32"})
	s.Update(wire.Network{Model: s.Draft.Model(), Training: s.Draft.Training, Origin: wire.Yours})
	if got := kindsOf(s.Update(ChoosePreset{"convnet"})); !reflect.DeepEqual(got, []string{"Open"}) || s.RunState() != RunPending {
		t.Errorf("layers of yours fit: sent %v in state %s, want a change", got, s.RunState())
	}
}

func TestTheOtherKindOfThePretrainedNetworkIsPretrained(t *testing.T) {
	s := open(t, wire.Pretrained)
	for _, preset := range []string{"dense", "convnet"} {
		if got := kindsOf(s.Update(ChoosePreset{preset})); !reflect.DeepEqual(got, []string{"Load", "SetTraining"}) {
			t.Errorf("%s: sent %v, want Load", preset, got)
		}
	}
}

// A class that has set few images and epochs compares both networks with them.
func TestAnotherPresetKeepsWhatWasChosenForTheTraining(t *testing.T) {
	s := open(t, wire.Pretrained)
	for _, c := range []SetField{{"training.examples", "2000"}, {"training.epochs", "2"}, {"training.seed", "7"}} {
		s.Update(c)
	}
	s.Update(ChoosePreset{"dense"})
	if got := s.Draft.Training; got.Examples != 2000 || got.Epochs != 2 || got.Seed != 7 || got.BatchSize != 128 {
		t.Errorf("the dense network would train with %+v, want 2,000 images, 2 epochs and seed 7 in its own batches of 128", got)
	}
	s = open(t, wire.Pretrained)
	s.Update(ChoosePreset{"flat"}) // 10,000 images, 2 epochs
	s.Update(ChoosePreset{"convnet"})
	if got := s.Draft.Training; got != spec.Note(64) {
		t.Errorf("nothing was chosen, and the note's convnet would train with %+v", got)
	}
}

func TestTrainDropsARefusedValue(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(SetField{"training.epochs", "0"})
	if s.Draft.Refusal == nil {
		t.Fatal("0 epochs were not refused")
	}
	if s.Update(Train{}); s.Draft.Refusal != nil {
		t.Error("it trains, and the control still shows 0 epochs")
	}
}

func TestADecimalCommaIsRead(t *testing.T) {
	s := open(t, wire.Pretrained)
	if s.Update(SetField{"training.learning_rate", "0,01"}); s.Draft.Training.LearningRate != 0.01 {
		t.Errorf("0,01 gave %v, refusal %v", s.Draft.Training.LearningRate, s.Draft.Refusal)
	}
}

func TestTheRateChangesDuringATrainingAndOtherValuesWait(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(wire.Progress{Phase: wire.Running})
	if got := kindsOf(s.Update(SetField{"training.learning_rate", "0.01"})); !reflect.DeepEqual(got, []string{"SetTraining"}) {
		t.Errorf("sent %v, want SetTraining", got)
	}
	if s.TrainingWaits() {
		t.Error("the rate waits")
	}
	if got := kindsOf(s.Update(SetField{"training.batch_size", "32"})); !reflect.DeepEqual(got, []string{"SetTraining"}) || !s.TrainingWaits() {
		t.Errorf("batch size while running: sent %v, waits %v", got, s.TrainingWaits())
	}
	s.Update(wire.Progress{Phase: wire.Finished})
	if got := kindsOf(s.Update(Train{})); !reflect.DeepEqual(got, []string{"Reset", "Train"}) {
		t.Errorf("the next training sent %v, want Reset and Train", got)
	}
}
