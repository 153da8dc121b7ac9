package session

import (
	"context"

	"convlab/engine"
	"convlab/engine/spec"
)

// FakeExperiment is a job that trains a network of its own for so many steps.
type FakeExperiment struct {
	Model    spec.Model
	Training spec.Training
	Steps    int // that are left

	Checksum  string // of its weights at its end
	Cancelled bool

	local   *engine.Local
	trainer *engine.Trainer
}

// Push puts the experiment on top of the jobs of s.
func (e *FakeExperiment) Push(s *Session) error {
	net, err := engine.New(e.Model, e.Training.Seed)
	if err != nil {
		return err
	}
	e.local = engine.NewLocal(net, s.trainSet, e.Training)
	e.local.OnYield = s.yield
	e.trainer, err = engine.NewTrainer(net, s.trainSet, e.Training, s.gradienter(e.local))
	if err != nil {
		return err
	}
	s.push(e)
	return nil
}

// Cancel ends the experiment before its last step.
func (e *FakeExperiment) Cancel(s *Session) { s.cancel(e) }

func (e *FakeExperiment) step(s *Session) (busy bool) {
	s.assignWorkers(e.local)
	if _, err := e.trainer.Step(context.Background()); err != nil {
		panic(err)
	}
	if e.Steps--; e.Steps == 0 {
		s.remove(e)
		e.Checksum = engine.Checksum(e.trainer.State().Weights)
	}
	return true
}

func (e *FakeExperiment) cancel(*Session) { e.Cancelled = true }
