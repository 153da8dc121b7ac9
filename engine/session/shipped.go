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

// ModelFile is the address of a shipped preset's network, relative to the page.
func ModelFile(preset string) string { return "models/" + preset + ".safetensors" }

// load is the command Load. If the shipped network has not arrived it is
// requested, and the commands after this one wait: they are meant for it.
func (s *Session) load(c wire.Load) {
	if !slices.Contains(spec.Shipped(), c.Preset) {
		s.fault("load", wire.CauseCommand, fmt.Sprintf("expected one of %s, received %.40q", strings.Join(spec.Shipped(), ", "), c.Preset))
		return
	}
	s.pause()
	if s.shipped[c.Preset] != nil {
		s.useShipped(c.Preset)
		return
	}
	s.pendingPreset = c.Preset
	s.config.RequestModel(c.Preset)
}

// AddModel receives the file of a shipped network. One that is cut, altered or of
// another build is an error, which is reported to the page as well.
func (s *Session) AddModel(preset string, file []byte) error {
	n, err := decodeShipped(preset, file)
	if err != nil {
		s.ModelFailed(preset, err)
		return err
	}
	s.shipped[preset] = n
	if preset == s.pendingPreset || preset == s.failedPreset {
		s.useShipped(preset)
	}
	return nil
}

// ModelFailed reports that the network of a shipped preset could not be fetched.
// Commands that waited for it are executed without it. If it arrives after all,
// it is used then, unless a command has decided otherwise.
func (s *Session) ModelFailed(preset string, err error) {
	s.fault(ModelFile(preset), wire.CauseModel, err.Error())
	if preset != s.pendingPreset {
		return
	}
	s.pendingPreset, s.failedPreset = "", preset
	if s.current == nil {
		p, _ := spec.FindPreset(spec.FirstShipped)
		untrained, err := fresh(p.Model, p.Training)
		if err != nil {
			panic("session: a preset cannot be built")
		}
		s.replace(untrained)
	}
}

// useShipped makes a copy of a shipped network the current one.
func (s *Session) useShipped(preset string) {
	s.pendingPreset, s.failedPreset, s.reportDue = "", "", true
	next := *s.shipped[preset]
	next.net = next.net.Snapshot()
	next.view = next.net.View()
	s.handOver()
	s.replace(&next)
}

// decodeShipped builds the network of a file, which must be that of the preset.
func decodeShipped(preset string, file []byte) (*network, error) {
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
	copy(net.Weights(), r.Weights) // Load has checked their number
	n := newNetwork(net, p.Training)
	n.origin = wire.Pretrained
	n.epoch, n.accuracy, n.loss = r.Results.Epochs, r.Results.Accuracy, r.Results.Loss
	// It was evaluated when it was made: an untouched page stays idle.
	n.tested, n.evaluated = dataset.Test.Size(), dataset.Test.Size()
	return n, nil
}
