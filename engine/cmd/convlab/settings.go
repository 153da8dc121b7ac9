package main

import (
	"errors"
	"flag"
	"fmt"

	"convlab/engine/spec"
)

// settings are the flags that say what is trained and how.
type settings struct {
	set          *flag.FlagSet
	preset, spec string
	optimizer    string
	rate         float64
	momentum     float64
	nesterov     bool
	batch        int
	epochs       int
	examples     int
	shift        int
	seed         uint64
}

func (s *settings) define() {
	note := spec.Note(64)
	s.set.StringVar(&s.preset, "preset", "convnet", "`name` of the network; the other flags default to its training")
	s.set.StringVar(&s.spec, "spec", "", "JSON `file` of a network, instead of a preset")
	s.set.StringVar(&s.optimizer, "optimizer", note.Optimizer, "rmsprop, sgd or adam")
	s.set.Float64Var(&s.rate, "lr", 0.001, "learning rate")
	s.set.Float64Var(&s.momentum, "momentum", 0, "momentum of sgd")
	s.set.BoolVar(&s.nesterov, "nesterov", false, "look ahead by the momentum (sgd)")
	s.set.IntVar(&s.batch, "batch", note.BatchSize, "images in a batch (the dense preset: 128)")
	s.set.IntVar(&s.epochs, "epochs", note.Epochs, "times that every image is seen")
	s.set.IntVar(&s.examples, "examples", note.Examples, "the first so many training images")
	s.set.IntVar(&s.shift, "shift", 0, "augmentation: pixels that a picture may move each way")
	s.set.Uint64Var(&s.seed, "seed", note.Seed, "where all random numbers come from")
}

// read takes the preset's training and changes what was asked for.
func (s *settings) read() (spec.Model, spec.Training, error) {
	p, err := preset(s.preset)
	if err != nil {
		return spec.Model{}, spec.Training{}, err
	}
	m, t := p.Model, p.Training
	if s.spec != "" {
		t = spec.Note(64)
		if m, err = loadModel(s.spec); err != nil {
			return m, t, err
		}
	}
	given := map[string]bool{}
	s.set.Visit(func(f *flag.Flag) {
		given[f.Name] = true
		switch f.Name {
		case "optimizer":
			t.Optimizer = s.optimizer
		case "lr":
			t.LearningRate = float32(s.rate)
		case "momentum":
			t.Momentum = float32(s.momentum)
		case "nesterov":
			t.Nesterov = s.nesterov
		case "batch":
			t.BatchSize = s.batch
		case "epochs":
			t.Epochs = s.epochs
		case "examples":
			t.Examples = s.examples
		case "shift":
			t.Shift = s.shift
		case "seed":
			t.Seed = s.seed
		}
	})
	switch {
	case given["preset"] && given["spec"]:
		err = errors.New("expected -preset or -spec, received both: each names a network")
	case (given["momentum"] || given["nesterov"]) && t.Optimizer != spec.SGD:
		err = fmt.Errorf("expected -momentum and -nesterov with -optimizer sgd only, received them with %s", t.Optimizer)
	default:
		err = spec.CheckRun(m, t)
	}
	return m, t, err
}
