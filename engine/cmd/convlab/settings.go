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
	rate         float32
	momentum     float32
	nesterov     bool
	batch        int
	epochs       int
	examples     int
	shift        int
	seed         uint64
}

func (s *settings) define() {
	note := spec.Note(64)
	s.rate, s.batch, s.epochs, s.examples, s.seed = note.LearningRate, note.BatchSize, note.Epochs, note.Examples, note.Seed
	s.set.StringVar(&s.preset, "preset", "convnet", "`name` of the network; the other flags default to its training")
	s.set.StringVar(&s.spec, "spec", "", "JSON `file` of a network, instead of a preset")
	s.set.StringVar(&s.optimizer, "optimizer", note.Optimizer, "`name`: rmsprop, sgd or adam")
	s.set.Var(numeric[float32]{&s.rate, spec.ParseDecimal}, "lr", "learning `rate`")
	s.set.Var(numeric[float32]{&s.momentum, spec.ParseDecimal}, "momentum", "`momentum` of sgd")
	s.set.BoolVar(&s.nesterov, "nesterov", false, "look ahead by the momentum (sgd)")
	s.set.Var(numeric[int]{&s.batch, spec.ParseWhole[int]}, "batch", "`images` in a batch (the dense preset: 128)")
	s.set.Var(numeric[int]{&s.epochs, spec.ParseWhole[int]}, "epochs", "`times` that every image is seen")
	s.set.Var(numeric[int]{&s.examples, spec.ParseWhole[int]}, "examples", "the first so many training `images`")
	s.set.Var(numeric[int]{&s.shift, spec.ParseWhole[int]}, "shift", "augmentation: `pixels` that a picture may move each way")
	s.set.Var(numeric[uint64]{&s.seed, spec.ParseWhole[uint64]}, "seed", "`number` that all random numbers come from")
}

// numeric is the value of a flag that takes numbers as people write them.
type numeric[N int | uint64 | float32] struct {
	to    *N
	parse func(string) (N, error)
}

func (n numeric[N]) String() string {
	if n.to == nil { // package flag asks for the text of zero
		return "0"
	}
	return fmt.Sprint(*n.to)
}

func (n numeric[N]) Set(text string) error {
	v, err := n.parse(text)
	if err == nil {
		*n.to = v
	}
	return err
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
			t.LearningRate = s.rate
		case "momentum":
			t.Momentum = s.momentum
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
