package session

import (
	"fmt"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/dataset"
	"convlab/engine/onnx"
	"convlab/engine/safetensors"
	"convlab/engine/wire"
)

// save is the command Save.
func (s *Session) save(c wire.Save) {
	n := s.learned()
	if c.Format != wire.FormatCheckpoint && len(s.current.learn) == 0 {
		n = s.current // it answers predictions, so it is the one to save
	}
	a := s.saved(n)
	a.ID, a.Format = c.ID, c.Format
	var err error
	switch c.Format {
	case wire.FormatCheckpoint:
		a.Bytes, err = s.saveCheckpoint(n, c, a)
	case wire.FormatModel:
		a.Bytes, err = checkpoint.Save(n.result(), safetensors.F32)
	case wire.FormatONNX:
		a.Bytes, err = n.onnx()
	default:
		err = fmt.Errorf("expected checkpoint, model or onnx, received %.40q", string(c.Format))
	}
	if r := s.run(); r != nil {
		r.stopwatch.stop() // saving is not training
	}
	if err != nil {
		s.fault(fmt.Sprintf("%.40s", string(c.Format)), wire.CauseFile, err.Error())
		return
	}
	s.config.Emit(a)
}

// saved is what the answer to a Save says of a network.
func (s *Session) saved(n *network) wire.Saved {
	return wire.Saved{
		Format: wire.FormatCheckpoint, Epoch: n.epoch, Step: n.step, Accuracy: n.accuracy, Tested: n.tested, Time: max(s.config.Now().UnixMilli(), 0),
	}
}

// saveCheckpoint makes the file of the answer a: n with its run, or with a run of
// no steps.
func (s *Session) saveCheckpoint(n *network, c wire.Save, a wire.Saved) ([]byte, error) {
	r, source, end := n.run, sourceRun, 0
	if r != nil && r.began {
		end = r.end
	} else {
		var err error
		if r, err = s.newRun(n); err != nil {
			return nil, err
		}
		source = n.source()
	}
	state := r.trainer.State()
	return checkpoint.SaveCheckpoint(checkpoint.Checkpoint{
		Model: n.net.Model(), Training: n.training, Weights: state.Weights, State: state.OptimizerState,
		Progress: checkpoint.Progress{
			Epoch: a.Epoch, Step: a.Step, LearningRate: state.LearningRate, Seconds: r.stopwatch.seconds(),
			Accuracy: n.accuracy, Tested: n.tested, Saved: a.Time, Source: source, End: end, From: n.from,
		},
		History: history(r.history), Drawing: c.Drawing, Page: c.Page,
	})
}

// result is the network and what is known of these very weights.
func (n *network) result() checkpoint.Run {
	r := checkpoint.Run{
		Model: n.net.Model(), Training: n.training, Weights: n.net.Weights(),
		Results: checkpoint.Results{Epochs: n.epoch, Checksum: engine.Checksum(n.net.Weights()), From: n.from},
	}
	if all := dataset.Test.Size(); n.evaluated == all && n.tested == all {
		r.Results.Accuracy, r.Results.Loss = n.accuracy, n.loss
	}
	return r
}

func (n *network) onnx() ([]byte, error) {
	r := n.result()
	metadata, err := r.Metadata()
	if err != nil {
		return nil, err
	}
	return onnx.Encode(r.Model, r.Weights, metadata)
}

// The values of checkpoint.Progress.Source: the weights are those of the file's
// run, or the file has no run and they come from somewhere else.
const (
	sourceRun        = ""
	sourcePretrained = "pretrained"
	sourceSeed       = "untrained"
	sourceYours      = "yours"
	sourceFile       = "file"
)

// source is where the weights of a network without a run come from.
func (n *network) source() string {
	switch {
	case n.fromFile:
		return sourceFile
	case n.origin == wire.Pretrained:
		return sourcePretrained
	case n.origin == wire.Untrained:
		return sourceSeed
	}
	return sourceYours
}

// originOf is the origin of weights of a source, if this build knows it.
func originOf(source string) (origin wire.Origin, known bool) {
	switch source {
	case sourceRun, sourceYours, sourceFile:
		return wire.Yours, true
	case sourcePretrained:
		return wire.Pretrained, true
	case sourceSeed:
		return wire.Untrained, true
	}
	return "", false
}

// history is the points in the form of files.
func history(points []wire.Score) (h []checkpoint.Score) {
	for _, p := range points {
		h = append(h, checkpoint.Score{
			Test: p.Set == wire.TestSet, Epoch: p.Epoch, Seconds: p.Seconds, Loss: p.Loss, Accuracy: p.Accuracy, Count: p.Count,
		})
	}
	return h
}
