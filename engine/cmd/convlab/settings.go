package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"convlab/engine/spec"
)

// settings are the flags for the network and its training.
type settings struct {
	set          *flag.FlagSet
	preset, spec string
	training     spec.Training // values of the flags; the note's by default
}

func (s *settings) define() {
	s.set.StringVar(&s.preset, "preset", "convnet", "`name` of the network; the other flags default to its training")
	s.set.StringVar(&s.spec, "spec", "", "JSON `file` of a network, instead of a preset")
	s.training = spec.Note(64)
	for _, row := range spec.Settings() {
		if row.Flag == "" {
			continue
		}
		switch to := row.Of(&s.training).(type) {
		case *string:
			s.set.StringVar(to, row.Flag, *to, row.Usage)
		case *bool:
			s.set.BoolVar(to, row.Flag, *to, row.Usage)
		case *int:
			s.set.Var(numeric[int]{to, spec.ParseWhole[int]}, row.Flag, row.Usage)
		case *uint64:
			s.set.Var(numeric[uint64]{to, spec.ParseWhole[uint64]}, row.Flag, row.Usage)
		case *float32:
			s.set.Var(numeric[float32]{to, spec.ParseDecimal}, row.Flag, row.Usage)
		}
	}
}

// numeric is a flag.Value for numbers as people write them.
type numeric[N int | uint64 | float32] struct {
	to    *N
	parse func(string) (N, error)
}

func (n numeric[N]) String() string {
	if n.to == nil { // package flag asks for the text of the zero value
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

// read returns the network, and its preset's training with the flags that were given.
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
	s.set.Visit(func(f *flag.Flag) { given[f.Name] = true })
	for _, row := range spec.Settings() {
		if given[row.Flag] {
			row.Set(&t, row.Get(s.training))
		}
	}
	if given["preset"] && given["spec"] {
		return m, t, errors.New("expected -preset or -spec, received both: each names a network")
	}
	if err := checkOptimizer(given, t.Optimizer); err != nil {
		return m, t, err
	}
	return m, t, spec.CheckRun(m, t)
}

// checkOptimizer refuses flags that only another optimiser uses.
func checkOptimizer(given map[string]bool, optimizer string) error {
	flags, only := map[string][]string{}, ""
	for _, row := range spec.Settings() {
		if row.Optimizer == "" || row.Optimizer == optimizer {
			continue
		}
		flags[row.Optimizer] = append(flags[row.Optimizer], "-"+row.Flag)
		if given[row.Flag] {
			only = row.Optimizer
		}
	}
	if only == "" {
		return nil
	}
	return fmt.Errorf("expected %s with -optimizer %s only, received them with %s", strings.Join(flags[only], " and "), only, optimizer)
}
