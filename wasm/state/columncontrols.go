package state

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Controls names the group of controls that a column has.
type Controls uint8

// The groups.
const (
	NoControls Controls = iota
	ConvControls
	PoolControls
	DenseControls
)

// ControlOf finds the controls of a layer of Model: their group, and the index of their block. There are none for a layer without
// settings, for one that Model does not have, and for the convolutions and poolings of a network that has more or fewer convolutions
// than the controls: after a change, until the worker has the network of the controls.
func (s *State) ControlOf(layer int) (block int, group Controls) {
	layers := s.Model().Layers
	if s.Unshown() || layer < 0 || layer >= len(layers) {
		return -1, NoControls
	}
	switch layers[layer].(type) {
	case spec.Conv2D:
		group = ConvControls
	case spec.MaxPooling2D, spec.AveragePooling2D:
		group = PoolControls
	case spec.Dense:
		// The last layer has no settings of its own. Without a hidden layer it has those of the head.
		if layer == len(layers)-1 && s.LastHidden() >= 0 {
			return -1, NoControls
		}
		return -1, DenseControls
	default:
		return -1, NoControls
	}
	block = convolutions(layers[:layer+1]) - 1
	if block < 0 || convolutions(layers) != len(s.Draft.Blocks) {
		return -1, NoControls
	}
	return block, group
}

// convolutions counts them.
func convolutions(layers []spec.Layer) (n int) {
	for _, l := range layers {
		if _, ok := l.(spec.Conv2D); ok {
			n++
		}
	}
	return n
}

// AddLayer is the change that puts a convolution before a layer of Model, and AddPooling the one that gives the convolution before it
// a pooling; nil where the controls cannot make it.
func (s *State) AddLayer(before int) Event {
	layers := s.Model().Layers
	if s.Unshown() || before < 0 || before > len(layers) {
		return nil
	}
	return AddBlock{At: convolutions(layers[:before])}
}

// AddPooling is described with AddLayer.
func (s *State) AddPooling(before int) Event {
	block, group := s.ControlOf(before - 1)
	if group != ConvControls {
		return nil
	}
	return SetField{Path: FieldPath(block, "pooling"), Value: string(MaxPooling)}
}

// RemoveLayer is the change that takes a layer of Model out: a convolution with its pooling, or a pooling; nil for other layers.
func (s *State) RemoveLayer(layer int) Event {
	switch block, group := s.ControlOf(layer); group {
	case ConvControls:
		return RemoveBlock{Index: block}
	case PoolControls:
		return SetField{Path: FieldPath(block, "pooling"), Value: string(NoPooling)}
	}
	return nil
}

// Learned is the model of the network learned last. Before a network has arrived it has no layers.
func (s *State) Learned() spec.Model { return s.Network.learned() }

// Effect says what the change of a setting since the network was learned asks for.
type Effect uint8

// The effects.
const (
	Unchanged  Effect = iota
	ActsAtOnce        // all weights fit
	MustLearn         // some layers must be learned
)

// EffectOf compares a setting of the layers with the network learned last.
func (s *State) EffectOf(path string) Effect {
	learned := s.Network.learned()
	was, ok := FromModel(learned, s.Draft.Training)
	if !ok || len(learned.Layers) == 0 || len(was.Blocks) != len(s.Draft.Blocks) || FieldText(was, path) == FieldText(s.Draft.Settings, path) {
		return Unchanged
	}
	if len(s.Draft.Learn) > 0 {
		return MustLearn
	}
	return ActsAtOnce
}

// Unshown reports whether the controls cannot show the network, which came from a file.
func (s *State) Unshown() bool { return s.Draft.unshown }

// Reduction is a way to make maps smaller, or not to.
type Reduction string

// The reductions. The first three are also those of wire.ReduceBy.
const (
	ReduceMax     = Reduction(wire.ReduceMax)
	ReduceAverage = Reduction(wire.ReduceAverage)
	ReduceStride  = Reduction(wire.ReduceStride) // the convolution before has the stride of the pooling, which goes away
	ReduceNot     = Reduction("none")
)

// Reductions lists all reductions, in the order in which they are compared.
func Reductions() []Reduction {
	return []Reduction{ReduceMax, ReduceAverage, ReduceStride, ReduceNot}
}

// Reduce lists the changes that try another reduction in place of the pooling layer of Model; none where the controls cannot make
// them.
func (s *State) Reduce(layer int, by Reduction) []SetField {
	block, group := s.ControlOf(layer)
	if group != PoolControls {
		return nil
	}
	pooling := FieldPath(block, "pooling")
	switch by {
	case ReduceMax:
		return []SetField{{pooling, string(MaxPooling)}}
	case ReduceAverage:
		return []SetField{{pooling, string(AveragePooling)}}
	case ReduceNot:
		return []SetField{{pooling, string(NoPooling)}}
	}
	b := s.Draft.Blocks[block]
	stride := b.Stride * b.PoolStride
	if stride > spec.MaxStrides {
		return nil
	}
	return []SetField{{pooling, string(NoPooling)}, {FieldPath(block, "stride"), strconv.Itoa(stride)}}
}
