package state

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Stride 2 in the first convolution leaves too little for the third. Without the
// first pooling the maps are as large as before, and all weights fit.
func TestOneClickMakesTheRefusedChangeAndTheFix(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(SetField{"blocks[0].stride", "2"})
	list := s.Draft.Fixes()
	if len(list) != spec.MaxFixes || list[0].Path != "blocks[0].pooling" || list[0].Value != string(NoPooling) || len(list[0].Learn) > 0 {
		t.Fatalf("the fixes are %+v, want first no pooling in the first block, which keeps all weights", list)
	}
	if got := kindsOf(s.Update(TakeFix{0})); !reflect.DeepEqual(got, []string{"Open"}) {
		t.Errorf("sent %v, want Open", got)
	}
	if b := s.Draft.Blocks[0]; b.Stride != 2 || b.Pooling != NoPooling || s.Draft.Refusal != nil || s.Draft.Learn != nil {
		t.Errorf("the first block is %+v, refusal %+v, learn %v", b, s.Draft.Refusal, s.Draft.Learn)
	}
	if s.Update(TakeFix{0}) != nil || s.Update(TakeFix{-1}) != nil {
		t.Error("a fix that is gone was taken")
	}
}

// The refused change and its fix are one change, which one Undo takes back.
func TestUndoTakesTheChangeAndItsFixBack(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(SetField{"blocks[0].stride", "2"})
	for i, f := range s.Draft.Fixes() {
		if len(f.Learn) == 0 {
			continue
		}
		if got := kindsOf(s.Update(TakeFix{i})); !reflect.DeepEqual(got, []string{"Open"}) || !reflect.DeepEqual(s.Draft.Learn, f.Learn) {
			t.Errorf("sent %v, learn %v; want %v to learn", got, s.Draft.Learn, f.Learn)
		}
		if s.Update(Discard{}); s.Draft.Preset() != "convnet" {
			t.Errorf("Undo left %+v", s.Draft.Blocks[0])
		}
		return
	}
	t.Fatal("no fix has layers to learn again")
}

func TestANumberBeyondItsLimitsIsOfferedTheNearest(t *testing.T) {
	for _, c := range []struct{ path, value, want string }{
		{"blocks[0].filters", "1000", "256"},
		{"blocks[0].filters", "0", "1"},
		{"blocks[2].window", "9", "5"}, // 7 is the limit, 5×5 the maps
		{"units", "5000", "4096"},
		{"dropout", "0.95", "0.9"},
		{"training.momentum", "1", "0.999"},
		{"training.learning_rate", "20", "10"},
		{"training.batch_size", "4000", "1024"},
		{"training.examples", "99", "100"},
		{"training.epochs", "0", "1"},
		{"training.learning_rate", "-1", ""}, // the limit 0 is not possible itself
		{"training.learning_rate", "fast", ""},
		{"blocks[0].filters", "many", ""},
		{"hidden", "softmax", ""},
	} {
		s := open(t, wire.Pretrained)
		s.Update(SetField{c.path, c.value})
		if s.Draft.Refusal == nil {
			t.Errorf("%s took %q", c.path, c.value)
			continue
		}
		got := ""
		for _, f := range s.Draft.Fixes() {
			if f.Path == c.path {
				got = f.Value
			}
		}
		if got != c.want {
			t.Errorf("%s = %s: offered %q, want %q", c.path, c.value, got, c.want)
		}
	}
}

// The other layers keep their identities when a layer is added or removed.
func TestAFixNamesTheLayersToLearnAfterALayerWasAddedOrRemoved(t *testing.T) {
	for _, first := range []Event{AddBlock{At: 9}, RemoveBlock{1}} {
		told := 0
		for _, second := range []Event{SetField{"blocks[0].stride", "3"}, SetField{"blocks[1].filters", "300"}, SetField{"blocks[1].window", "7"}, SetField{"blocks[0].window", "9"}, SetField{"blocks[1].stride", "4"}, SetField{"units", "5000"}} {
			for i := range spec.MaxFixes {
				s := open(t, wire.Yours)
				s.Update(first)
				s.Update(second)
				list := s.Draft.Fixes()
				if i >= len(list) {
					break
				}
				s.Update(TakeFix{i})
				if told++; !reflect.DeepEqual(list[i].Learn, s.Draft.Learn) {
					t.Errorf("%+v, %+v: %s = %s says that %v must be learned again, and %v must", first, second, list[i].Path, list[i].Value, list[i].Learn, s.Draft.Learn)
				}
			}
		}
		if told < 3 {
			t.Errorf("%+v: only %d fixes were tried", first, told)
		}
	}
}

// A fix applies only to the settings that it was made for.
func TestFixesOfOtherSettingsAreNotOffered(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(SetField{"blocks[0].stride", "2"})
	s.Draft.Units = 32 // as when a file is opened
	if s.Draft.Fixes() != nil || s.Update(TakeFix{0}) != nil || s.Draft.Blocks[0].Stride != 1 {
		t.Error("a fix of other settings was taken")
	}
}

// changes lists values of single controls, within their limits and beyond.
func changes(s Settings) (list []Event) {
	set := func(path string, values ...string) {
		for _, v := range values {
			list = append(list, SetField{path, v})
		}
	}
	for i := range s.Blocks {
		block := func(field string, values ...string) { set(fmt.Sprintf("blocks[%d].%s", i, field), values...) }
		block("filters", "0", "1", "256", "1000")
		block("window", "1", "3", "5", "7", "9")
		block("stride", "1", "2", "3", "4")
		block("padding", "valid", "same")
		block("pooling", "none", "max", "average")
		if s.Blocks[i].Pooling != NoPooling { // otherwise these controls are hidden
			block("pool_size", "2", "3", "4")
			block("pool_stride", "1", "2", "3")
			block("pool_padding", "valid", "same")
		}
		list = append(list, RemoveBlock{i})
	}
	set("head", "flatten", "global_average")
	set("units", "0", "1", "1024", "4096", "9999")
	set("dropout", "0.5", "1")
	set("training.batch_size", "0", "1", "256", "1024", "5000")
	set("training.examples", "1", "100", "60000", "70000")
	set("training.epochs", "0", "1", "100", "101")
	set("training.momentum", "1")
	set("training.learning_rate", "0", "11")
	list = append(list, AddBlock{At: 9})
	for _, p := range spec.Presets() {
		list = append(list, ChoosePreset{p.Name})
	}
	return list
}

// For every refusal of a single change of a preset: every fix is accepted, and makes the change or the nearest possible one.
func TestEveryFixThatIsOfferedWorks(t *testing.T) {
	refused, bare := 0, map[string]int{}
	for _, p := range spec.Presets() {
		from := func() *State {
			s := open(t, wire.Yours)
			s.Draft.Settings, _ = FromModel(p.Model, p.Training)
			s.Network.Model, s.Network.Training = p.Model, p.Training
			return s
		}
		for _, e := range changes(from().Draft.Settings) {
			s := from()
			s.Update(e)
			if s.Draft.Refusal == nil {
				continue
			}
			refused++
			if len(s.Draft.Fixes()) == 0 {
				bare[fmt.Sprintf("%s %+v", s.Draft.Refusal.Error.Rule, e)]++
			}
			for i, f := range s.Draft.Fixes() {
				s := from()
				s.Update(e)
				s.Update(TakeFix{i})
				if !reflect.DeepEqual(f.Learn, s.Draft.Learn) {
					t.Errorf("%s, %+v: %s = %s says that %v must be learned again, and %v must", p.Name, e, f.Path, f.Value, f.Learn, s.Draft.Learn)
				}
				if s.Draft.Refusal != nil || !s.Draft.same(f.next) {
					t.Errorf("%s, %+v: %s = %s is refused: %+v", p.Name, e, f.Path, f.Value, s.Draft.Refusal)
				}
				if err := spec.CheckRun(s.Draft.Model(), s.Draft.Training); err != nil {
					t.Errorf("%s, %+v: %s = %s: %v", p.Name, e, f.Path, f.Value, err)
				}
			}
		}
	}
	t.Logf("%d refusals, without a fix: %v", refused, bare)
	for what, n := range bare {
		// Only these have no fix: 0 is not a learning rate, and most presets have the limit of 60,000 images already.
		if !strings.Contains(what, "learning_rate") && !strings.Contains(what, "70000") {
			t.Errorf("%s: %d refusals have no fix", what, n)
		}
	}
	if refused < 100 {
		t.Errorf("only %d refusals were met", refused)
	}
}
