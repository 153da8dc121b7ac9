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

// restore is the command Restore. The whole file is read before anything changes.
func (s *Session) restore(c wire.Restore) {
	next, answer, err := s.readFile(c)
	if err != nil {
		s.fault(c.Name, wire.CauseFile, err.Error())
		return
	}
	s.pause()
	s.failedPreset = ""
	next.layers = c.Layers
	s.handOver()
	s.config.Emit(answer)
	s.replace(next)
	if next.run != nil {
		s.setRun(next.run)
	}
	if next.run == nil || len(next.run.history) == 0 {
		s.config.Emit(wire.Scores{First: true})
	}
}

// readFile builds the network of a file, with its run if it has one.
func (s *Session) readFile(c wire.Restore) (*network, wire.Restored, error) {
	answer := wire.Restored{Name: c.Name, Format: wire.FormatModel}
	file, err := checkpoint.Open(c.Bytes)
	if err != nil {
		return nil, answer, err
	}
	if !file.IsCheckpoint() {
		n, err := readModel(file)
		return n, answer, err
	}
	k, err := file.Checkpoint()
	if err != nil {
		return nil, answer, err
	}
	answer.Format, answer.Drawing, answer.Page, answer.Time = wire.FormatCheckpoint, k.Drawing, k.Page, k.Progress.Saved
	n, err := s.readCheckpoint(k)
	return n, answer, err
}

// readModel builds the network of a model file. What the file says of its
// accuracy is ignored: it will be measured.
func readModel(file checkpoint.File) (*network, error) {
	r, err := file.Run()
	if err != nil {
		return nil, err
	}
	n, err := withWeights(r.Model, r.Training, r.Weights)
	if err != nil {
		return nil, err
	}
	n.origin, n.fromFile = wire.Yours, true
	n.epoch, n.from = r.Results.Epochs, r.Results.From
	return n, nil
}

// withWeights builds a network with the weights of a file, whose number has been
// checked.
func withWeights(m spec.Model, t spec.Training, weights []float32) (*network, error) {
	n, err := fresh(m, t)
	if err != nil {
		return nil, err
	}
	copy(n.net.Weights(), weights)
	return n, nil
}

// readCheckpoint builds the network of a checkpoint, and its run if a step was
// made. An older build wrote runs without a step, too: they have not begun.
func (s *Session) readCheckpoint(c checkpoint.Checkpoint) (*network, error) {
	p := c.Progress
	origin, known := originOf(p.Source)
	if !known { // before anything is built
		return nil, fmt.Errorf("expected weights of a source that this build knows, received %.40q: save the training again", p.Source)
	}
	c.Training.LearningRate = p.LearningRate
	n, err := withWeights(c.Model, c.Training, c.Weights)
	if err != nil {
		return nil, err
	}
	n.epoch, n.step, n.from = p.Epoch, p.Step, p.From
	n.accuracy, n.tested = p.Accuracy, p.Tested
	n.origin, n.fromFile = origin, p.Source == sourceFile
	if p.Source == sourceRun && p.Epoch+p.Step > 0 {
		n.run, err = s.resumed(n, c)
	}
	return n, err
}

// resumed is the run of a checkpoint, paused where it was saved.
func (s *Session) resumed(n *network, c checkpoint.Checkpoint) (*run, error) {
	r, err := s.newRun(n)
	if err != nil {
		return nil, err
	}
	state := engine.State{Weights: c.Weights, OptimizerState: c.State, Epoch: c.Progress.Epoch, Step: c.Progress.Step, LearningRate: c.Progress.LearningRate}
	if err := r.trainer.Restore(state); err != nil {
		return nil, err
	}
	r.began = true
	r.end = cmp.Or(c.Progress.End, c.Training.Epochs)
	r.stopwatch.before = time.Duration(c.Progress.Seconds * float64(time.Second))
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
