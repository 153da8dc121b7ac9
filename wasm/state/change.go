package state

import (
	"slices"
	"strings"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Events of the controls.
type (
	// ChoosePreset changes the structure to a preset's, with its shipped weights if
	// it has some and none of the user's own fit.
	ChoosePreset struct{ Name string }
	// SetField changes one control, named by its path: "blocks[1].filters",
	// "head", "units", "training.batch_size", ... with the text of its value.
	SetField struct{ Path, Value string }
	// TakeFix makes the refused change together with one of Fixes.
	TakeFix struct{ Index int }
	// AddBlock puts a block before the At-th one, counted from 0, or after the last one. RemoveBlock takes one out.
	AddBlock    struct{ At int }
	RemoveBlock struct{ Index int }
	// Discard sets the controls back to the network that answered.
	Discard     struct{}
	UsePretrain struct{} // loads the shipped network of the current kind
)

// updateDraft handles an event of the controls.
func (s *State) updateDraft(e Event) []Command {
	switch e := e.(type) {
	case Discard:
		return s.discard()
	case UsePretrain:
		return s.usePretrained()
	case ChoosePreset:
		s.Draft.untouched = false
		return s.choosePreset(e.Name)
	case SetField:
		s.Draft.untouched = false
		return s.setField(e.Path, e.Value)
	case TakeFix:
		s.Draft.untouched = false
		return s.takeFix(e.Index)
	case AddBlock:
		s.Draft.untouched = false
		return s.addBlock(e.At)
	case RemoveBlock:
		s.Draft.untouched = false
		return s.removeBlock(e.Index)
	}
	return nil
}

// choosePreset changes the structure to a preset's, with its shipped weights if
// it has some and none of the user's own fit.
func (s *State) choosePreset(name string) []Command {
	p, ok := spec.FindPreset(name)
	if !ok {
		return nil
	}
	next, _ := FromModel(p.Model, s.Draft.inherit(p.Training))
	next.identify(s.Network.LearnedLayers)
	if Shipped(name) && !s.Network.someFit(next) {
		return s.loadPreset(name, next)
	}
	return s.propose(next, "preset", name)
}

// Shipped reports whether the page ships trained weights of a preset.
func Shipped(preset string) bool { return slices.Contains(spec.Shipped(), preset) }

// propose applies new settings, or refuses them and keeps the old ones. path and
// value name the control that was changed.
func (s *State) propose(next Settings, path, value string) []Command {
	model := next.Model()
	if !s.possible(next, path, value) {
		return nil
	}
	structural, values := !model.Same(s.shown()), next.Training != s.Draft.Training
	if s.Draft.unshown && strings.HasPrefix(path, "training.") && model.Same(s.Draft.Model()) {
		if err := spec.CheckRun(s.Network.learned(), next.Training); err != nil {
			s.refuseText(path, value, err)
			return nil
		}
		structural = false // the network, which the controls do not show, stays
	}
	moved := s.Run.moving() || s.Run.lost && s.Worker.Status == Dead
	if structural {
		s.saveValues()
		s.Run.lost = false
	}
	if model.Same(s.Network.learned()) { // set back
		next.identify(s.Network.LearnedLayers)
		s.Draft.fitting = nil
	}
	s.Draft.Settings, s.Draft.Refusal = next, nil
	if structural {
		s.Draft.unshown, s.Network.fresh = false, false
		s.dropRollback()
		if s.Network.loads != "" && !model.Same(presetModel(s.Network.loads)) { // no longer wanted
			s.Network.loads, s.Network.afterLoad = "", nil
		}
	}
	s.relearn()
	if structural {
		s.Draft.Interrupted = (s.Draft.Interrupted || moved) && (s.Changed() || s.Network.Origin == wire.Untrained)
	}
	if structural && s.Changed() && len(s.Draft.Learn) == 0 {
		answers := next.clone()
		s.Draft.fitting = &answers
	}
	switch {
	case s.Worker.Status != Alive || s.Network.Serial == 0:
		return nil
	case structural || s.Network.loads == "" && !model.Same(s.Network.Model) && !s.Draft.unshown:
		return s.open()
	case values:
		return []Command{wire.SetTraining{Training: next.Training}}
	}
	return nil
}

// possible reports whether settings can be trained, and refuses those that cannot.
func (s *State) possible(next Settings, path, value string) bool {
	err := spec.CheckRun(next.Model(), next.Training)
	if err != nil {
		s.refuse(next, path, value, err)
	}
	return err == nil
}

// open makes the worker open the structure shown.
func (s *State) open() []Command {
	s.Network.opens = true
	layers := s.Draft.layers()
	if s.Draft.unshown {
		layers = s.Network.LearnedLayers
	}
	return []Command{wire.Open{Model: s.shown(), Layers: layers, Training: s.Draft.Training}}
}

// discard is Undo: it returns to the network that answered before layers had to
// be learned again, and from a change that fits to the learned one.
func (s *State) discard() []Command {
	s.Draft.Refusal = nil
	if !s.Changed() {
		return nil
	}
	if s.Draft.fitting != nil && len(s.Draft.Learn) > 0 {
		next := s.Draft.fitting.clone()
		next.Training = s.Draft.restoreValues(s.Draft.fittingValues)
		return s.propose(next, "", "")
	}
	next, ok := FromModel(s.Network.learned(), s.Draft.restoreValues(s.Draft.learnedValues))
	if spec.CheckRun(s.Network.learned(), next.Training) != nil { // the batch is too large for it
		next.Training.BatchSize = noteOf(next.Dense()).BatchSize
	}
	if ok {
		return s.propose(next, "", "")
	}
	s.Draft.unshown, s.Draft.fitting, s.Draft.Training = true, nil, next.Training
	s.relearn()
	if s.Worker.Status != Alive || s.Network.Serial == 0 {
		return nil
	}
	return s.open()
}

// addBlock adds a convolution that keeps the size of what it reads.
func (s *State) addBlock(at int) []Command {
	next := s.Draft.clone()
	block := newBlock()
	block.id = s.unused()
	next.Blocks = slices.Insert(next.Blocks, min(max(at, 0), len(next.Blocks)), block)
	return s.propose(next, "blocks", "+1")
}

func (s *State) removeBlock(i int) []Command {
	if i < 0 || i >= len(s.Draft.Blocks) {
		return nil
	}
	next := s.Draft.clone()
	next.Blocks = append(next.Blocks[:i], next.Blocks[i+1:]...)
	return s.propose(next, "blocks", "-1")
}

func (s *State) setField(path, value string) []Command {
	next := s.Draft.clone()
	if err := next.set(path, value); err != nil {
		s.refuseText(path, value, err)
		return nil
	}
	list := s.propose(next, path, value)
	if name, ok := strings.CutPrefix(path, "training."); ok && s.Draft.Refusal == nil {
		s.Draft.setValue(name)
	}
	return list
}

// usePretrained loads the shipped network of the current kind.
func (s *State) usePretrained() []Command {
	name := s.Draft.Kind()
	next, _ := FromModel(presetModel(name), s.Draft.Training)
	return s.loadPreset(name, next)
}

// loadPreset loads the shipped network of a preset in place of the current
// network, in a new worker if this one is dead.
func (s *State) loadPreset(name string, next Settings) []Command {
	if !s.possible(next, "preset", name) {
		return nil
	}
	next.identify(nil)
	s.saveValues()
	s.Draft.replace(next)
	s.dropPending()
	s.Network.loads = name
	s.relearn()
	load, set := wire.Load{Preset: name}, wire.SetTraining{Training: next.Training}
	if s.Worker.Status == Dead {
		return s.resumeInNew(load, set)
	}
	return []Command{load, set}
}

// dropPending drops pending changes because another network replaces the current
// one.
func (s *State) dropPending() {
	s.Network.opens = s.Network.opens || s.Network.loads != ""
	s.Draft.unshown, s.Draft.fitting, s.Network.loads, s.Network.afterLoad = false, nil, "", nil
	s.Draft.Interrupted, s.Run.lost, s.Run.from = false, false, weightsFrom{}
	s.dropRollback()
}

func presetModel(name string) spec.Model {
	p, _ := spec.FindPreset(name)
	return p.Model
}
