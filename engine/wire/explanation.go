package wire

import (
	"fmt"

	"convlab/engine/spec"
)

// Explanation answers the Question of a Predict. It follows the Activations with the
// same ID and is of the same weights. Fits says whether it is of a given model.
//
// A contribution is a number times its weight. What a map contributes counts from what
// the network gives for an empty pad, and in the direction of the number: tanh and linear
// numbers below 0 are pushed there by contributions that count as positive.
type Explanation struct {
	ID      int         `json:"id"`
	Version int         `json:"version"` // of the weights: while it is the same, so are they. Each worker counts from 1
	Digit   int         `json:"digit"`   // whose score is explained
	Layer   int         `json:"layer"`   // of the chosen number, Route[Layer+1]
	Route   []spec.Cell `json:"route"`   // Route[0] in the picture, Route[i+1] in the output of layer i; the last is the digit

	// From is where the route begins: the numbers before Route[From] add nothing to it
	// and are only examples. It is 0 if the route comes from the picture, and
	// len(Route)-1 if no number adds to the score: then the bias decides. Numbers that
	// the Question kept count as adding.
	From int `json:"from"`

	Kernels []Kernel `json:"kernels"`          // of each Conv2D, in the order of layers
	Window  *Window  `json:"window,omitempty"` // if Layer is a Conv2D
	Pool    *Pool    `json:"pool,omitempty"`   // if Layer is MaxPooling2D or AveragePooling2D
	Unit    *Unit    `json:"unit,omitempty"`   // if Layer is a Dense

	Logits        []float32 `json:"-"` // the ten scores, before softmax
	Contributions []float32 `json:"-"` // to the digit's score: of each number that the last layer reads
	UnitScores    []float32 `json:"-"` // to each of the ten scores: of the route's number that the last layer reads

	Lengths []int `json:"lengths"` // of the arrays in the payload; Marshal sets it
}

// Kernel is a convolution on the route.
type Kernel struct {
	Layer   int       `json:"layer"`
	Weights []float32 `json:"-"` // [k k] between the two maps of the route
	Shares  []float32 `json:"-"` // contribution of each input map to the route's number; 0 of maps that are strong on an empty pad, too
}

// Window is how a number of a convolution came about. Products is Patch * Weights,
// element by element; Sums adds up the products of each input channel.
type Window struct {
	Padded   []bool    `json:"padded"` // [k k]: in the padding, where Patch is 0
	Patch    []float32 `json:"-"`      // [k k C]
	Weights  []float32 `json:"-"`      // [k k C], of one filter
	Products []float32 `json:"-"`      // [k k C]
	Sums     []float32 `json:"-"`      // [C]
	Bias     float32   `json:"-"`
	Sum      float32   `json:"-"` // of all products and Bias
	Output   float32   `json:"-"` // activation(Sum), the number itself
}

// Pool is how a number of a pooling layer came about, and what other layers would make
// of the same window and the same map.
type Pool struct {
	Padded  []bool      `json:"padded"` // [k k]: in the padding, which no pooling counts
	Winner  int         `json:"winner"` // index in Patch of the largest number, the first of equals
	Ways    []Reduction `json:"ways"`   // ReduceMax, ReduceAverage, ReduceStride
	Patch   []float32   `json:"-"`      // [k k]
	Output  float32     `json:"-"`      // the number itself
	Windows []float32   `json:"-"`      // [H W]: how many windows read each number of the map
}

// Reduction is what one way to make maps smaller gives. Its gradients are those by the
// input where the gradient by each output is 1.
type Reduction struct {
	By          ReduceBy  `json:"by"`
	Output      float32   `json:"-"` // for the window
	Gradient    []float32 `json:"-"` // [k k]
	Map         []float32 `json:"-"` // [outH outW], for the whole map
	MapGradient []float32 `json:"-"` // [H W]
}

// ReduceBy names a way to make maps smaller.
type ReduceBy string

// The ways.
const (
	ReduceMax     ReduceBy = "max"     // max pooling
	ReduceAverage ReduceBy = "average" // average pooling
	ReduceStride  ReduceBy = "stride"  // no pooling: the layer before has the pool's stride and computes one number of each window
)

// Unit is how a number of a Dense layer came about. Products is x * Weights, element by
// element, where x is the output of the layer before.
type Unit struct {
	Weights  []float32 `json:"-"` // [in]
	Products []float32 `json:"-"` // [in]
	Positive float32   `json:"-"` // sum of the products above 0
	Negative float32   `json:"-"` // sum of those below 0
	Bias     float32   `json:"-"`
	Sum      float32   `json:"-"` // of all products and Bias
	Output   float32   `json:"-"` // activation(Sum), the number itself; of the last layer, Sum is the score and Output the probability
	Shifted  []float32 `json:"-"` // Output if the picture were 0, 1, ... MaxShift pixels further right; empty unless the layer reads the picture
}

// MaxShift is the largest shift of Unit.Shifted, in pixels.
const MaxShift = 6

// UnitPictures are weights of units of a Dense layer that reads the picture. It follows
// an Explanation with the same ID.
type UnitPictures struct {
	ID      int       `json:"id"`
	Version int       `json:"version"` // of the weights, as in Explanation
	Layer   int       `json:"layer"`
	Units   []int     `json:"units"`
	Weights []float32 `json:"-"` // payload: one weight per pixel for each of Units
}

// arrays lists what the payload of e holds, in its order.
func (e *Explanation) arrays() (numbers []*float32, arrays []*[]float32, lengths *[]int) {
	arrays = append(arrays, &e.Logits, &e.Contributions, &e.UnitScores)
	for i := range e.Kernels {
		arrays = append(arrays, &e.Kernels[i].Weights, &e.Kernels[i].Shares)
	}
	if w := e.Window; w != nil {
		numbers = append(numbers, &w.Bias, &w.Sum, &w.Output)
		arrays = append(arrays, &w.Patch, &w.Weights, &w.Products, &w.Sums)
	}
	if p := e.Pool; p != nil {
		numbers = append(numbers, &p.Output)
		arrays = append(arrays, &p.Patch, &p.Windows)
		for i := range p.Ways {
			r := &p.Ways[i]
			numbers = append(numbers, &r.Output)
			arrays = append(arrays, &r.Gradient, &r.Map, &r.MapGradient)
		}
	}
	if u := e.Unit; u != nil {
		numbers = append(numbers, &u.Positive, &u.Negative, &u.Bias, &u.Sum, &u.Output)
		arrays = append(arrays, &u.Weights, &u.Products, &u.Shifted)
	}
	return numbers, arrays, &e.Lengths
}

// BiasDecides reports whether no number adds to the digit's score. Then the route is an example only.
func (e *Explanation) BiasDecides() bool { return len(e.Route) > 0 && e.From == len(e.Route)-1 }

// check refuses what fits no network.
func (e Explanation) check() error {
	if e.Digit < 0 || e.Digit >= spec.Classes || e.Layer < 0 || e.Layer >= spec.MaxLayers || e.From < 0 || e.From > max(len(e.Route)-1, 0) {
		return fmt.Errorf("expected a digit, a layer and the start of a route, received %d, %d and %d", e.Digit, e.Layer, e.From)
	}
	if len(e.Kernels) > spec.MaxLayers {
		return fmt.Errorf("expected at most %d kernels, received %d", spec.MaxLayers, len(e.Kernels))
	}
	return checkRoute(e.Route)
}

func (p UnitPictures) check() error {
	if len(p.Units) > 0 && len(p.Weights)%len(p.Units) != 0 || len(p.Units) == 0 && len(p.Weights) > 0 {
		return fmt.Errorf("expected as many weights for each of %d units, received %d", len(p.Units), len(p.Weights))
	}
	return checkUnits(p.Units)
}
