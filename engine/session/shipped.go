package session

import (
	"fmt"
	"slices"
	"strings"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/dataset"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// ModelFile is where the network of a shipped preset is, seen from the page.
func ModelFile(preset string) string { return "models/" + preset + ".safetensors" }

// load takes a shipped network, or asks for it and lets the commands behind it
// wait: they are meant for that network.
func (s *Session) load(c wire.Load) {
	if !slices.Contains(spec.Shipped(), c.Preset) {
		s.fault("load", wire.CauseCommand, fmt.Sprintf("expected one of %s, received %.40q", strings.Join(spec.Shipped(), ", "), c.Preset))
		return
	}
	s.pause()
	if s.shipped[c.Preset] != nil {
		s.take(c.Preset)
		return
	}
	s.awaited = c.Preset
	s.config.Want(c.Preset)
}

// AddModel takes over the file of a shipped network. One that is cut, altered
// or of another build is refused and told to the page.
func (s *Session) AddModel(preset string, file []byte) error {
	n, err := decode(preset, file)
	if err != nil {
		s.ModelFailed(preset, err)
		return err
	}
	s.shipped[preset] = n
	if preset == s.awaited || preset == s.wished {
		s.take(preset)
	}
	return nil
}

// ModelFailed tells that the network of a shipped preset could not be had. What
// waited for it goes on without; should it come after all, it is taken then,
// unless another command has decided otherwise.
func (s *Session) ModelFailed(preset string, err error) {
	s.fault(ModelFile(preset), wire.CauseModel, err.Error())
	if preset != s.awaited {
		return
	}
	s.awaited, s.wished = "", preset
	if s.current == nil {
		p, _ := spec.FindPreset(spec.FirstShipped)
		untrained, err := fresh(p.Model, p.Training)
		if err != nil {
			panic("session: a preset cannot be built")
		}
		s.replace(untrained)
	}
}

// take makes a copy of a shipped network the current one.
func (s *Session) take(preset string) {
	s.awaited, s.wished, s.retell = "", "", true
	next := *s.shipped[preset]
	next.net = next.net.Snapshot()
	next.view = next.net.View()
	s.handOver()
	s.replace(&next)
}

// decode builds the network of a file, which must be the one of the preset.
func decode(preset string, file []byte) (*network, error) {
	p, ok := spec.FindPreset(preset)
	if !ok {
		return nil, fmt.Errorf("expected the name of a preset, received %.40q", preset)
	}
	r, err := checkpoint.Load(file)
	if err != nil {
		return nil, err
	}
	if !p.Model.Same(r.Model) {
		return nil, fmt.Errorf("expected the network of preset %s, received another one: the file is of another build, load it again", preset)
	}
	net, err := engine.New(r.Model, r.Training.Seed)
	if err != nil {
		return nil, err
	}
	copy(net.Weights(), r.Weights) // Load has checked that they are as many
	n := newNetwork(net, p.Training)
	n.origin = wire.Pretrained
	n.epoch, n.accuracy, n.loss = r.Results.Epochs, r.Results.Accuracy, r.Results.Loss
	// It was measured when it was made: an untouched page stays idle.
	n.tested, n.shown = dataset.Test.Size(), dataset.Test.Size()
	return n, nil
}
