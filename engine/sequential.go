package engine

import (
	"time"

	"convlab/engine/spec"
)

// Sequential is a built network: Keras's stack of layers over one flat vector
// of weights. It is not safe for concurrent use; View returns another network
// over the same weights.
type Sequential struct {
	model    spec.Model
	arrays   []Array
	weights  []float32
	gradient []float32

	ops          []op
	outputs      []Batch
	times        *stopwatch
	head         *dense // the last layer, with softmax
	dz           Batch  // gradient of the loss by the head's logits
	offsets      []int  // Pass.ShardOffsets of the last Forward
	sums         []Sums // of its shards
	firstWeights int    // the first layer with weights: Backward ends there

	observes        bool    // Pass.Observe of the last Forward
	outputGradients []Batch // empty from Forward to an observing Backward
}

// New builds a network. Its kernels are Glorot uniform, a pure function of
// (seed, layer); its biases are zero. The error is the *spec.Error of a model
// that cannot work.
func New(m spec.Model, seed uint64) (*Sequential, error) {
	s, err := assemble(m, nil)
	if err != nil {
		return nil, err
	}
	for _, a := range s.arrays {
		if len(a.Shape) > 1 {
			glorotUniform(a.of(s.weights), a.Shape, seed, a.Layer)
		}
	}
	return s, nil
}

// assemble builds the ops over weights, or over zeros when that is nil.
func assemble(m spec.Model, weights []float32) (*Sequential, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	shapes, err := m.Shapes()
	if err != nil {
		return nil, err
	}
	s := &Sequential{
		model:   m,
		outputs: make([]Batch, len(m.Layers)),
		times:   newStopwatch(len(m.Layers)),
		weights: weights,
	}
	var total int
	s.arrays, total = layout(m, shapes)
	if s.weights == nil {
		s.weights = make([]float32, total)
	}
	s.gradient = make([]float32, total)
	s.firstWeights = s.arrays[0].Layer
	in := m.Input
	for i, l := range m.Layers {
		op, err := build(l, i, in, s.parameters(i), i > s.firstWeights)
		if err != nil {
			return nil, err
		}
		if pool, ok := op.(*maxPooling2D); ok && i > 0 {
			if c, ok := s.ops[i-1].(*conv2D); ok && c.activation == spec.ReLU {
				c.fuse(pool)
			}
		}
		s.ops = append(s.ops, op)
		in = shapes[i]
	}
	s.head = s.ops[len(s.ops)-1].(*dense) // Check requires Dense(10, softmax) there
	return s, nil
}

func (s *Sequential) parameters(layer int) (list []parameters) {
	for _, a := range s.arrays {
		if a.Layer == layer {
			list = append(list, parameters{w: a.of(s.weights), dw: a.of(s.gradient)})
		}
	}
	return list
}

// Model returns the description that the network was built from.
func (s *Sequential) Model() spec.Model { return s.model }

// Weights returns the flat weight vector itself: writing to it changes the
// network.
func (s *Sequential) Weights() []float32 { return s.weights }

// Gradient returns the flat gradient vector itself, laid out as Weights.
func (s *Sequential) Gradient() []float32 { return s.gradient }

// Arrays lists the trainable arrays in storage order.
func (s *Sequential) Arrays() []Array { return s.arrays }

// View returns another network over the same weights, with its own activations,
// gradients and times. It can predict while s is between Forward and Backward.
func (s *Sequential) View() *Sequential { return s.over(s.weights) }

// Snapshot returns a network over a copy of the current weights.
func (s *Sequential) Snapshot() *Sequential { return s.over(append([]float32(nil), s.weights...)) }

func (s *Sequential) over(weights []float32) *Sequential {
	v, err := assemble(s.model, weights)
	if err != nil {
		panic("engine: a built model was refused") // New has checked it
	}
	return v
}

// CarryLayers copies weights layer by layer: layer i gets those of layer
// sources[i] of from, which must have the same shapes, or keeps its own where
// sources[i] is -1. spec.Carry computes sources.
func (s *Sequential) CarryLayers(from *Sequential, sources []int) {
	for layer, source := range sources {
		if source < 0 {
			continue
		}
		theirs := from.parameters(source)
		for k, ours := range s.parameters(layer) {
			copy(ours.w, theirs[k].w)
		}
	}
}

// Forward returns the probabilities, rows x classes, of x, rows x inputs. The
// next Forward overwrites them and all Outputs. The caller must not change x
// before Backward. It panics unless x has at least one row, the model's input
// size and no gaps.
func (s *Sequential) Forward(x Batch, p Pass) Batch {
	if x.Cols != s.model.Input.Size() || x.Stride != x.Cols || x.Rows < 1 {
		panic("engine: Forward needs at least one row, of the model's input size and without gaps")
	}
	s.offsets = p.ShardOffsets
	s.observes, s.outputGradients = p.Observe, s.outputGradients[:0]
	start := s.times.now()
	for i := range s.ops {
		x = s.forward(i, x, p, &start)
	}
	return x
}

// forward runs layer i and moves start, the last reading of the clock, to its
// end.
func (s *Sequential) forward(i int, x Batch, p Pass, start *time.Time) Batch {
	s.outputs[i] = s.ops[i].Forward(x, p)
	took, now := s.times.lap(*start)
	s.times.layers[i].Forward += took
	s.times.layers[i].Images += x.Rows
	*start = now
	return s.outputs[i]
}

// Output returns the output of layer i in the last Forward, rows x its output
// size. Without Pass.Observe a Conv2D with ReLU before MaxPooling2D is fused with
// it: both then return the pooled maps, and Times counts both for the Conv2D.
func (s *Sequential) Output(i int) Batch { return s.outputs[i] }

// Logits returns the sums before softmax in the last Forward, rows x classes.
func (s *Sequential) Logits() Batch { return s.head.z }

// reducesShards reports whether shards can be computed together (see
// Pass.ShardOffsets) and gain by it: the gradients of Dense layers are then
// larger than the activations.
func (s *Sequential) reducesShards() bool {
	for _, op := range s.ops {
		switch op.(type) {
		case flatten, *dropout, *dense:
		default:
			return false
		}
	}
	return true
}
