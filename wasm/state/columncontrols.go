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

// ControlOf finds the controls of layer of m, a network that the controls show: their group, and the index of their block, -1 for a
// pooling without a convolution before it.
func (d *Draft) ControlOf(m spec.Model, layer int) (block int, group Controls) {
	block = -1
	for i, l := range m.Layers[:layer+1] {
		switch l.(type) {
		case spec.Conv2D:
			block++
		case spec.MaxPooling2D, spec.AveragePooling2D:
			if i == layer {
				return block, PoolControls
			}
		}
	}
	switch m.Layers[layer].(type) {
	case spec.Conv2D:
		return block, ConvControls
	case spec.Dense:
		// The last layer has no settings of its own. Without a hidden layer it has those of the head.
		if layer == len(m.Layers)-1 && d.Units > 0 {
			return 0, NoControls
		}
		return 0, DenseControls
	}
	return 0, NoControls
}

// BlockBefore is the index of the block whose convolution is the first one at or after a layer of m: a new block is put before it.
func BlockBefore(m spec.Model, layer int) (block int) {
	for _, l := range m.Layers[:min(layer, len(m.Layers))] {
		if _, ok := l.(spec.Conv2D); ok {
			block++
		}
	}
	return block
}

// RemoveLayer lists the changes that take a layer of Model out: a convolution with its pooling, or a pooling. There are none for
// other layers.
func (s *State) RemoveLayer(layer int) []Event {
	if layer < 0 || s.Unshown() || layer >= len(s.Model().Layers) {
		return nil
	}
	switch block, group := s.Draft.ControlOf(s.Model(), layer); group {
	case ConvControls:
		return []Event{RemoveBlock{Index: block}}
	case PoolControls:
		return []Event{SetField{Path: FieldPath(block, "pooling"), Value: string(NoPooling)}}
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
	if s.Unshown() {
		return nil
	}
	block, group := s.Draft.ControlOf(s.Model(), layer)
	if group != PoolControls || block < 0 || block >= len(s.Draft.Blocks) {
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
