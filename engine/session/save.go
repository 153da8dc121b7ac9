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

// save answers a Save, between two steps.
func (s *Session) save(c wire.Save) {
	from := s.base()
	if c.Format != wire.FormatCheckpoint && len(s.current.learn) == 0 {
		from = suspended{s.current, s.run} // it answers, and so it is the one that is saved
	}
	a := s.savedAs(from)
	a.ID, a.Format = c.ID, c.Format
	var err error
	switch c.Format {
	case wire.FormatCheckpoint:
		a.Bytes, err = s.saveCheckpoint(from, c, a)
	case wire.FormatModel:
		a.Bytes, err = checkpoint.Save(from.network.result(), safetensors.F32)
	case wire.FormatONNX:
		a.Bytes, err = from.network.onnx()
	default:
		err = fmt.Errorf("expected checkpoint, model or onnx, received %.40q", string(c.Format))
	}
	if s.run != nil {
		s.run.meter.stop() // what it took was not training
	}
	if err != nil {
		s.fault(fmt.Sprintf("%.40s", string(c.Format)), wire.CauseFile, err.Error())
		return
	}
	s.config.Emit(a)
}

// savedAs is what the answer to a Save tells of a network.
func (s *Session) savedAs(from suspended) wire.Saved {
	n := from.network
	return wire.Saved{
		Format: wire.FormatCheckpoint, Epoch: n.epoch, Step: n.step, Accuracy: n.accuracy, Tested: n.tested, Time: max(s.config.Now().UnixMilli(), 0),
	}
}

// saveCheckpoint makes the file of the answer a.
func (s *Session) saveCheckpoint(from suspended, c wire.Save, a wire.Saved) ([]byte, error) {
	n, r := from.network, from.run
	source, end := "", 0
	if r == nil || !r.began { // its memory is empty
		var err error
		if r, err = s.newRun(n); err != nil {
			return nil, err
		}
		source = n.source()
	} else {
		end = r.end
	}
	state := r.trainer.State()
	return checkpoint.SaveCheckpoint(checkpoint.Checkpoint{
		Model: n.net.Model(), Training: n.training, Weights: state.Weights, State: state.OptimizerState,
		Progress: checkpoint.Progress{
			Epoch: a.Epoch, Step: a.Step, LearningRate: state.LearningRate, Seconds: r.meter.seconds(),
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
	if all := dataset.Test.Size(); n.shown == all && n.tested == all {
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

// Where weights come from that no training stands on, in files. Without one
// of these a training does.
const (
	fromPretrained = "pretrained"
	fromSeed       = "untrained"
	fromTraining   = "yours"
	fromFile       = "file"
)

// source is one of the constants above.
func (n *network) source() string {
	switch {
	case n.adopted:
		return fromFile
	case n.origin == wire.Pretrained:
		return fromPretrained
	case n.origin == wire.Untrained:
		return fromSeed
	}
	return fromTraining
}

// history is points as files have them.
func history(points []wire.Score) (h []checkpoint.Score) {
	for _, p := range points {
		h = append(h, checkpoint.Score{
			Test: p.Set == wire.TestSet, Epoch: p.Epoch, Seconds: p.Seconds, Loss: p.Loss, Accuracy: p.Accuracy, Count: p.Count,
		})
	}
	return h
}
