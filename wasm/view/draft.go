package view

import (
	"slices"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// choosePreset fills the controls. Where a network is shipped for the preset
// and nothing of the user's own would be lost, it answers at once.
func (s *State) choosePreset(name string) []Command {
	p, ok := spec.FindPreset(name)
	if !ok {
		return nil
	}
	next, _ := FromModel(p.Model, p.Training)
	next.Training = s.keep(next.Training)
	if Shipped(name) && s.replaceable() {
		s.Draft, s.Refusal, s.Learn = next, nil, nil
		return s.load(name)
	}
	return s.propose(next, "preset", name)
}

// switchKind is SwitchKind. A look at the other kind must cost nothing: whoever
// comes back finds the controls of the own network, and its training as it was.
func (s *State) switchKind(dense bool) []Command {
	if s.Draft.Dense() == dense {
		return nil
	}
	left, now := s.left, s.Draft.clone()
	s.left = &now
	switch {
	case !s.replaceable() && left != nil && left.Dense() == dense:
		return s.propose(*left, "preset", left.Preset())
	case dense:
		return s.choosePreset("dense")
	}
	return s.choosePreset("convnet")
}

// keep carries what the user has chosen for the training over to another
// preset: the seed, and images and epochs that are not the last preset's own.
func (s *State) keep(t spec.Training) spec.Training {
	now := s.Draft.Training
	own := spec.Note(now.BatchSize)
	if p, ok := spec.FindPreset(s.Draft.Preset()); ok {
		own = p.Training
	}
	t.Seed = now.Seed
	if now.Examples != own.Examples {
		t.Examples = now.Examples
	}
	if now.Epochs != own.Epochs {
		t.Epochs = now.Epochs
	}
	return t
}

// replaceable reports whether a shipped network may take the place of the
// current one unasked: nothing of the user's own would be lost.
func (s *State) replaceable() bool { return s.Network.Origin != wire.Yours && !s.midRun() }

// Shipped reports whether a trained network comes with the page for a preset.
func Shipped(preset string) bool { return preset == "dense" || preset == "convnet" }

// propose takes over new settings, or refuses them and keeps the old ones.
// path and value name the control that they came from.
func (s *State) propose(next Settings, path, value string) []Command {
	model := next.Model()
	if err := spec.CheckRun(model, next.Training); err != nil {
		s.refuse(next, path, value, err)
		return nil
	}
	rate := next.Training.LearningRate != s.Draft.Training.LearningRate
	s.Draft, s.Refusal = next, nil
	if s.Worker.Status != Alive || s.Serial == 0 {
		return nil
	}
	if model.Same(s.Network.Model) {
		s.Learn = nil
		return s.retrain(rate)
	}
	_, learn, err := spec.Carry(s.learned(), model)
	if err != nil {
		s.refuse(next, path, value, err)
		return nil
	}
	if len(learn) > 0 && s.Network.Origin != wire.Untrained {
		s.Learn = learn
		return nil
	}
	return s.apply()
}

// learned is the model whose weights a change can keep: the one learned last,
// which is not the one shown when layers were changed since.
func (s *State) learned() spec.Model {
	if m := s.Network.Learned; len(m.Layers) > 0 {
		return m
	}
	return s.Network.Model
}

// retrain hands a changed training to the worker: the rate at once, the rest
// when a training starts.
func (s *State) retrain(rate bool) []Command {
	if rate && s.midRun() {
		return []Command{wire.SetLearningRate{Rate: s.Draft.Training.LearningRate}}
	}
	if s.midRun() || s.Draft.Training == s.Network.Training {
		return nil
	}
	return s.apply()
}

// apply makes the controls' network the current one.
func (s *State) apply() []Command {
	s.Learn = nil
	return []Command{wire.Open{Model: s.Draft.Model(), Training: s.Draft.Training}}
}

// discard brings the controls back to the current network.
func (s *State) discard() {
	if d, ok := FromModel(s.Network.Model, s.Draft.Training); ok {
		s.Draft = d
	}
	s.Learn, s.Refusal = nil, nil
}

// addBlock adds a convolution that keeps the size of what it reads.
func (s *State) addBlock() []Command {
	next := s.Draft.clone()
	next.Blocks = append(next.Blocks, newBlock())
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
	return s.propose(next, path, value)
}

// midRun reports whether a training has begun and not ended.
func (s *State) midRun() bool {
	switch s.Progress.Phase {
	case wire.Running, wire.Waiting, wire.Testing, wire.Paused:
		return true
	}
	return false
}

// TrainingWaits reports whether the controls show a training that begins only
// with the next fresh start. The learning rate never waits, and where the network
// waits to be applied, that is the one thing to be said.
func (s *State) TrainingWaits() bool {
	run, draft := s.Network.Training, s.Draft.Training
	run.LearningRate = draft.LearningRate
	return s.midRun() && run != draft && s.Learn == nil
}

// usePretrained brings the shipped network of the current kind back. It
// replaces the user's own, which the page asks about first.
func (s *State) usePretrained() []Command {
	name := "convnet"
	if s.Draft.Dense() {
		name = "dense"
	}
	p, _ := spec.FindPreset(name)
	s.Draft, _ = FromModel(p.Model, s.Draft.Training)
	s.Refusal, s.Learn = nil, nil
	return s.load(name)
}

// load brings a shipped network, with another worker if this one is dead.
func (s *State) load(preset string) []Command {
	if s.Worker.Status == Dead {
		return s.restart(wire.Load{Preset: preset})
	}
	return []Command{wire.Load{Preset: preset}}
}

// shapesOf reports whether activations of these shapes can be m's.
func shapesOf(m spec.Model, shapes []spec.Shape) bool {
	want, err := m.Shapes()
	return err == nil && len(shapes) == len(want)+1 && slices.Equal(shapes[1:], want)
}
