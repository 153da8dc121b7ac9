package engine

import (
	"math"
	"slices"
	"testing"

	"convlab/engine/spec"
)

func TestObserveKeepsEveryLayersOutput(t *testing.T) {
	net := must(New(spec.NoteConvnet(), 1))(t)
	x, _ := pictures(t, 3)
	p := net.Forward(x, Pass{Observe: true})
	shapes := must(net.Model().Shapes())(t)
	for i, s := range shapes {
		if out := net.Output(i); out.Rows != 3 || out.Cols != s.Size() || len(out.Data) != 3*s.Size() {
			t.Errorf("layer %d: %d x %d, want 3 x %d", i, out.Rows, out.Cols, s.Size())
		}
	}
	for i := range 3 {
		var sum float64
		for _, v := range row(p, i) {
			sum += float64(v)
		}
		if math.Abs(sum-1) > 1e-6 {
			t.Errorf("row %d: probabilities add up to %v", i, sum)
		}
	}
}

// recorder is an op that copies the argument of Backward before the op may change it.
type recorder struct {
	op
	dy Batch
}

func (r *recorder) Backward(dy Batch) Batch {
	r.dy = dy
	r.dy.Data = slices.Clone(dy.Data)
	return r.op.Backward(dy)
}

// Ops may work in place: OutputGradient is the argument of their Backward, and
// neither it nor the outputs change until the end of Backward.
func TestObservedValuesAreNotOverwritten(t *testing.T) {
	for _, m := range []spec.Model{tiny(), small(), spec.NoteDense()} {
		net := must(New(m, 1))(t)
		x, labels := pictures(t, 4)
		ops := make([]*recorder, len(net.ops))
		for i, op := range net.ops {
			ops[i] = &recorder{op: op}
			net.ops[i] = ops[i]
		}
		for range 2 { // the second time in the buffers of the first
			net.Forward(x, Pass{Training: true, Observe: true})
			var outputs []string
			for i := range m.Layers {
				outputs = append(outputs, Checksum(net.Output(i).Data))
			}
			net.Backward(labels, 0.25)
			for i, op := range ops {
				if Checksum(net.Output(i).Data) != outputs[i] {
					t.Errorf("%s in layer %d: Backward changes the output", m.Layers[i].Kind(), i)
				}
				if dy := net.OutputGradient(i); len(op.dy.Data) == 0 || dy.Cols != op.dy.Cols || Checksum(dy.Data) != Checksum(op.dy.Data) {
					t.Errorf("%s in layer %d: OutputGradient is not the argument of Backward", m.Layers[i].Kind(), i)
				}
			}
		}
	}
}

// Observing passes over several shards have the bits of training passes.
func TestObservedShardsHaveTheBitsOfATraining(t *testing.T) {
	net := must(New(spec.NoteDense(), 1))(t)
	x, labels := pictures(t, 12)
	pass := Pass{Training: true, ShardOffsets: []int{0, 4, 7, 9, 12}}
	var outputs, gradients []string
	for _, pass.Observe = range []bool{false, true} {
		y := net.Forward(x, pass)
		net.Backward(labels, 1.0/12)
		outputs, gradients = append(outputs, Checksum(y.Data)), append(gradients, Checksum(net.Gradient()))
	}
	if outputs[0] != outputs[1] || gradients[0] != gradients[1] {
		t.Errorf("outputs %v, gradients %v; want the same twice", outputs, gradients)
	}
	if g := net.OutputGradient(1); g.Rows != 12 || g.Cols != 512 {
		t.Errorf("the gradient by the hidden layer is %d x %d, want 12 x 512", g.Rows, g.Cols)
	}
}

// OutputGradient does not return a gradient of an earlier pass.
func TestOutputGradientNeedsAnObservingPass(t *testing.T) {
	net := must(New(tiny(), 1))(t)
	x, labels := pictures(t, 2)
	refuses := func(when string) {
		t.Helper()
		defer func() {
			if recover() == nil {
				t.Errorf("%s there is an OutputGradient", when)
			}
		}()
		net.OutputGradient(0)
	}
	refuses("before any pass")
	net.Forward(x, Pass{Observe: true})
	refuses("before Backward")
	net.Backward(labels, 1)
	net.OutputGradient(0)
	net.Forward(x, Pass{Observe: true})
	refuses("after the next Forward")
	net.Forward(x, Pass{})
	net.Backward(labels, 1)
	refuses("after a pass that observes nothing")
}

// Convolution, ReLU and max pooling are fused unless the pass observes. The probabilities are the same.
func TestPoolingIsFusedWithTheConvolutionUnlessObserved(t *testing.T) {
	net := must(New(small(), 3))(t)
	shapes := must(net.Model().Shapes())(t)
	x, _ := pictures(t, 4)

	var pooled, read [][]float32
	for _, p := range []Pass{{Training: true}, {}} {
		read = append(read, slices.Clone(net.Forward(x, p).Data))
		pooled = append(pooled, slices.Clone(net.Output(1).Data))
		if net.Output(0).Cols != shapes[1].Size() {
			t.Errorf("%+v: the convolution did not pool: the test shows nothing", p)
		}
	}
	probabilities := net.Forward(x, Pass{Observe: true}).Data
	if maps := net.Output(0); maps.Cols != shapes[0].Size() || slices.Min(maps.Data) != 0 {
		t.Errorf("observed maps have %d numbers, of which the lowest is %v: want %d, and the 0 of relu", maps.Cols, slices.Min(maps.Data), shapes[0].Size())
	}
	for i := range pooled {
		if !slices.Equal(pooled[i], net.Output(1).Data) || !slices.Equal(read[i], probabilities) {
			t.Error("an observing pass pools differently")
		}
	}
}

// A fused convolution has its own scratch only where it is used: not in the note's first layer, whose sums stay in registers,
// and not in a network that is only observed.
func TestFusedConvolutionsAllocateScratchOnDemand(t *testing.T) {
	net := must(New(spec.NoteConvnet(), 3))(t)
	x, _ := pictures(t, 1)
	scratch := func(layer int) bool { return net.ops[layer].(*conv2D).fused.scratch != nil }
	for _, observe := range []bool{true, false} {
		net.Forward(x, Pass{Observe: observe})
		if scratch(0) || scratch(2) == observe {
			t.Errorf("observe %v: a scratch of the first layer %v, of the third %v; want %v, %v", observe, scratch(0), scratch(2), false, !observe)
		}
	}
}
