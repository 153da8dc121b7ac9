package session

import (
	"cmp"
	"fmt"
	"time"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// stand is what a file brings: a network, and the training that stands on it.
type stand struct {
	network *network
	run     *run // nil: none has begun
	answer  wire.Restored
}

// restore is the command Restore. All of the file is read before anything is
// touched.
func (s *Session) restore(c wire.Restore) {
	next, err := s.read(c)
	if err != nil {
		s.fault(c.Name, wire.CauseFile, err.Error())
		return
	}
	s.pause()
	s.wished = ""
	next.network.layers = c.Layers
	s.handOver()
	s.config.Emit(next.answer)
	s.replace(next.network)
	if next.run != nil {
		s.begin(next.run)
	}
	if next.run == nil || len(next.run.history) == 0 {
		s.config.Emit(wire.Scores{First: true})
	}
}

func (s *Session) read(c wire.Restore) (stand, error) {
	file, err := checkpoint.Open(c.Bytes)
	if err != nil {
		return stand{}, err
	}
	next, form := stand{}, wire.FormatModel
	if file.IsCheckpoint() {
		form = wire.FormatCheckpoint
		next, err = s.readCheckpoint(file)
	} else {
		next.network, err = readModel(file)
	}
	next.answer.Name, next.answer.Format = c.Name, form
	return next, err
}

// readModel makes the network of a file. What that claims of its accuracy is
// not repeated: it will be measured.
func readModel(file checkpoint.File) (*network, error) {
	r, err := file.Run()
	if err != nil {
		return nil, err
	}
	n, err := filled(r.Model, r.Training, r.Weights)
	if err != nil {
		return nil, err
	}
	n.origin, n.adopted = wire.Yours, true
	n.epoch, n.from = r.Results.Epochs, r.Results.From
	return n, nil
}

// filled is a network with the weights of a file, which are as many as it has.
func filled(m spec.Model, t spec.Training, weights []float32) (*network, error) {
	n, err := fresh(m, t)
	if err != nil {
		return nil, err
	}
	copy(n.net.Weights(), weights)
	return n, nil
}

func (s *Session) readCheckpoint(file checkpoint.File) (next stand, err error) {
	c, err := file.Checkpoint()
	if err != nil {
		return next, err
	}
	p := c.Progress
	origin, known := originOf(p.Source)
	if !known { // before anything is built
		return next, fmt.Errorf("expected weights of a source that this build knows, received %.40q: save the training again", p.Source)
	}
	c.Training.LearningRate = p.LearningRate
	n, err := filled(c.Model, c.Training, c.Weights)
	if err != nil {
		return next, err
	}
	n.epoch, n.step, n.from = p.Epoch, p.Step, p.From
	n.accuracy, n.tested = p.Accuracy, p.Tested
	n.origin, n.adopted = origin, p.Source == fromFile
	next = stand{network: n, answer: wire.Restored{Drawing: c.Drawing, Page: c.Page, Time: p.Saved}}
	if p.Source == "" && p.Epoch+p.Step > 0 { // else none has begun: an older build wrote it before the first step
		next.run, err = s.standing(n, c)
	}
	return next, err
}

// originOf is what the page calls weights of a source, if this build knows it.
func originOf(source string) (origin wire.Origin, known bool) {
	switch source {
	case "", fromTraining, fromFile:
		return wire.Yours, true
	case fromPretrained:
		return wire.Pretrained, true
	case fromSeed:
		return wire.Untrained, true
	}
	return "", false
}

// standing is the training of a checkpoint, paused where it was.
func (s *Session) standing(n *network, c checkpoint.Checkpoint) (*run, error) {
	r, err := s.newRun(n)
	if err != nil {
		return nil, err
	}
	state := engine.State{Weights: c.Weights, OptimizerState: c.State, Epoch: c.Progress.Epoch, Step: c.Progress.Step, LearningRate: c.Progress.LearningRate}
	if err := r.trainer.Restore(state); err != nil {
		return nil, err
	}
	r.held, r.began = true, state.Epoch+state.Step > 0
	r.end = cmp.Or(c.Progress.End, c.Training.Epochs)
	r.meter.before = time.Duration(c.Progress.Seconds * float64(time.Second))
	r.window.size = windowSteps
	for _, h := range c.History {
		p := wire.Score{Set: wire.TrainSet, Epoch: h.Epoch, Seconds: h.Seconds, Loss: h.Loss, Accuracy: h.Accuracy, Count: h.Count}
		if h.Test {
			p.Set = wire.TestSet
		}
		r.history = append(r.history, p)
	}
	return r, nil
}
