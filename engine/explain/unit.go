package explain

import (
	"cmp"
	"slices"

	"convlab/engine"
	"convlab/engine/spec"
)

// Unit is how a number of a Dense layer came about. Products is x * Weights, element by
// element, where x is the layer's input.
type Unit struct {
	Weights  []float32 // [in]
	Products []float32 // [in]
	Positive float32   // sum of the products above 0
	Negative float32   // sum of those below 0
	Bias     float32
	Sum      float32   // of all products and Bias: of the last layer, the score
	Output   float32   // activation(Sum), as the engine computed it: of the last layer, the probability
	Shifted  []float32 // see Observation.Shifted
}

// Unit returns how a unit of Dense layer i came about:
//
//	Output = activation(sum_j x[j] * Weights[j] + Bias)
//
// Sum adds in that order, as the engine does.
func (o *Observation) Unit(i, unit int) Unit {
	l := &o.layers[i]
	u := Unit{
		Weights: l.unitWeights(unit), Products: o.Contributions(i, unit),
		Bias: l.bias[unit], Output: o.outputs[i+1][unit], Shifted: o.Shifted(i, unit),
	}
	for _, p := range u.Products {
		u.Sum += p
		switch {
		case p > 0:
			u.Positive += p
		case p < 0:
			u.Negative += p
		}
	}
	u.Sum += u.Bias
	return u
}

// MaxShift is the largest shift of Shifted, in pixels.
const MaxShift = 6

// Shifted returns the output of a unit if the picture were 0, 1, ... MaxShift pixels further
// right, with blank columns at its left; of the last layer, the score. It is empty unless
// layer i reads the picture.
func (o *Observation) Shifted(i, unit int) []float32 {
	if !o.ReadsPicture(i) {
		return nil
	}
	l, picture := &o.layers[i], o.inputs[0].shape
	sums := make([]float32, MaxShift+1)
	for shift := range sums {
		by := shift * picture.C
		for row := 0; row < len(o.outputs[0]); row += picture.W * picture.C {
			for j := by; j < picture.W*picture.C; j++ {
				sums[shift] += float32(o.outputs[0][row+j-by] * l.kernel[(row+j)*l.out.C+unit])
			}
		}
		sums[shift] += l.bias[unit]
	}
	engine.Activate(l.Layer.(spec.Dense).Activation, sums)
	return sums
}

// ReadsPicture reports whether layer i is a Dense over the pixels of the picture, whose
// weights are pictures.
func (n *Network) ReadsPicture(i int) bool {
	for _, l := range n.layers[:i] {
		switch l.Layer.(type) {
		case spec.Flatten, spec.Dropout:
		default:
			return false
		}
	}
	_, ok := n.layers[i].Layer.(spec.Dense)
	return ok
}

// FirstWeights is the first layer with weights.
func (n *Network) FirstWeights() int {
	return slices.IndexFunc(n.layers, func(l layer) bool { return l.kernel != nil })
}

// UnitPictures returns the weights of units of Dense layer i, one unit after the other. A
// Dense over the picture has one weight per pixel.
func (n *Network) UnitPictures(i int, units []int) []float32 {
	l := &n.layers[i]
	size := l.in.Size()
	pictures := make([]float32, len(units)*size)
	const block = 16 // units whose weights for one input are often in one line of the cache
	for first := 0; first < len(units); first += block {
		some := units[first:min(first+block, len(units))]
		for j := range size {
			for k, u := range some {
				pictures[(first+k)*size+j] = l.kernel[j*l.out.C+u]
			}
		}
	}
	return pictures
}

func (l *layer) unitWeights(unit int) []float32 {
	weights := make([]float32, l.in.Size())
	for j := range weights {
		weights[j] = l.kernel[j*l.out.C+unit]
	}
	return weights
}

// MostUnits returns up to count units of Dense layer i that contribute most, in either
// direction, to the number of cells in the next Dense layer, the largest first. Of the last
// layer it returns all units.
func (o *Observation) MostUnits(i, count int, cells []spec.Cell) []int {
	units := make([]int, o.layers[i].out.C)
	for u := range units {
		units[u] = u
	}
	next := i + 1
	for next < len(o.layers) && o.layers[next].kernel == nil {
		next++ // Dropout
	}
	if next == len(o.layers) {
		return units
	}
	contributions := o.Contributions(next, cells[next+1].Channel)
	slices.SortStableFunc(units, func(a, b int) int {
		return cmp.Compare(abs(contributions[b]), abs(contributions[a]))
	})
	return units[:min(count, len(units))]
}
