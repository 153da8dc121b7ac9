package engine_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"convlab/engine/kernel"
	"convlab/engine/reference"
	"convlab/engine/spec"
)

// agree compares the float32 results of one layer with the reference, within 1e-6
// of the largest number plus 1e-5 of each.
func agree(t *testing.T, name string, got []float32, want []float64) {
	t.Helper()
	agreeAfter(t, 1, name, got, want)
}

// agreeAfter is agree after so many layers with weights: each adds its own rounding
// to that of its input.
func agreeAfter(t *testing.T, layers int, name string, got []float32, want []float64) {
	t.Helper()
	if err := reference.Compare(got, want, 1e-6*float64(layers)*reference.MaxAbs(want), 1e-5); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// geometry returns a window over maps that need not be one of spec: with any
// padding that is smaller than the window, and any number of positions that begin
// inside.
func geometry(r *rand.Rand) (g reference.Window, in spec.Shape) {
	in = spec.Shape{H: 1 + r.IntN(12), W: 1 + r.IntN(12), C: 1 + r.IntN(9)}
	g = reference.Window{Size: 1 + r.IntN(spec.MaxKernelSize), Stride: 1 + r.IntN(spec.MaxStrides)}
	g.Top, g.Left = r.IntN(g.Size), r.IntN(g.Size)
	g.OutH, g.OutW = 1+r.IntN((in.H+g.Top-1)/g.Stride+1), 1+r.IntN((in.W+g.Left-1)/g.Stride+1)
	return g, in
}

// random returns a batch of numbers that float32 holds exactly, from -1 to 1.
func random(r *rand.Rand, n int, s spec.Shape) reference.Batch {
	b := reference.Zeros(n, s)
	for i := range b.Data {
		b.Data[i] = float64(2*r.Float32() - 1)
	}
	return b
}

// 300 geometries have every window size and stride about fifteen times.
const geometries = 300

func TestConvolutionAgreesWithReference(t *testing.T) {
	for seed := range uint64(geometries) {
		r := rand.New(rand.NewPCG(3, seed))
		g, in := geometry(r)
		filters, n := 1+r.IntN(20), 1+r.IntN(3)
		t.Run(fmt.Sprintf("%d: %d of %v, %d filters, %+v", seed, n, in, filters, g), func(t *testing.T) {
			k := random(r, g.Size*g.Size*in.C, spec.Shape{H: 1, W: 1, C: filters})
			b := random(r, 1, spec.Shape{H: 1, W: 1, C: filters})
			slow := reference.Conv2D{Window: g, Kernel: k.Data, Bias: b.Data}
			x := random(r, n, in)
			wantY := slow.Forward(x)
			dy := random(r, n, wantY.Shape)
			wantDX, wantDW := slow.Backward(x, dy)

			fast := fast(g, in)
			scratch := fast.ConvScratch(filters)
			y := dirty(len(wantY.Data))
			fast.Conv2D(filters, n, float32s(x.Data), float32s(k.Data), float32s(b.Data), y, scratch)
			agree(t, "y", y, wantY.Data)
			dx := dirty(len(x.Data))
			fast.Conv2DInputGradient(filters, n, float32s(dy.Data), float32s(k.Data), dx, scratch)
			agree(t, "dx", dx, wantDX.Data)
			dw, db := make([]float32, len(k.Data)), make([]float32, filters)
			fast.Conv2DKernelGradient(filters, n, float32s(x.Data), float32s(dy.Data), dw, db, scratch)
			agree(t, "dw", dw, wantDW[:len(dw)])
			agree(t, "db", db, wantDW[len(dw):])
		})
	}
}

func TestMaxPoolingAgreesWithReference(t *testing.T) {
	for seed := range uint64(geometries) {
		r := rand.New(rand.NewPCG(4, seed))
		g, in := geometry(r)
		n := 1 + r.IntN(3)
		t.Run(fmt.Sprintf("%d: %d of %v, %+v", seed, n, in, g), func(t *testing.T) {
			x := random(r, n, in)
			for i := range x.Data { // a third of zeros, as after relu: ties go to the first
				if r.IntN(3) == 0 {
					x.Data[i] = 0
				}
			}
			slow := reference.MaxPooling2D{Window: g}
			wantY := slow.Forward(x)
			dy := random(r, n, wantY.Shape)
			wantDX, _ := slow.Backward(x, dy)

			y, argmax, dx := dirty(len(wantY.Data)), make([]int32, len(wantY.Data)), dirty(len(x.Data))
			fast := fast(g, in)
			fast.MaxPool(n, float32s(x.Data), y, argmax)
			agree(t, "y", y, wantY.Data)
			each := len(argmax) / n
			for i, want := range slow.Argmax(x) {
				if got := int(argmax[i]) + i/each*in.Size(); got != want { // the kernel counts from the start of each picture
					t.Fatalf("argmax[%d]: got %d, want %d", i, got, want)
				}
			}
			fast.MaxPoolGradient(n, float32s(dy.Data), argmax, dx)
			agree(t, "dx", dx, wantDX.Data)
		})
	}
}

func TestAveragePoolingAgreesWithReference(t *testing.T) {
	for seed := range uint64(geometries) {
		r := rand.New(rand.NewPCG(5, seed))
		g, in := geometry(r)
		n := 1 + r.IntN(3)
		t.Run(fmt.Sprintf("%d: %d of %v, %+v", seed, n, in, g), func(t *testing.T) {
			x := random(r, n, in)
			slow := reference.AveragePooling2D{Window: g}
			wantY := slow.Forward(x)
			dy := random(r, n, wantY.Shape)
			wantDX, _ := slow.Backward(x, dy)

			y, dx := dirty(len(wantY.Data)), dirty(len(x.Data))
			fast := fast(g, in)
			fast.AveragePool(n, float32s(x.Data), y)
			agree(t, "y", y, wantY.Data)
			fast.AveragePoolGradient(n, float32s(dy.Data), dx)
			agree(t, "dx", dx, wantDX.Data)
		})
	}
}

func TestActivationsAgreeWithReference(t *testing.T) {
	kernels := map[spec.Activation]struct {
		apply    func(x []float32)
		gradient func(y, dy []float32)
	}{
		spec.ReLU:    {kernel.ReLU, kernel.ReLUGradient},
		spec.Sigmoid: {kernel.Sigmoid, kernel.SigmoidGradient},
		spec.Tanh:    {kernel.Tanh, kernel.TanhGradient},
		spec.Linear:  {func([]float32) {}, func(_, _ []float32) {}},
	}
	for _, a := range spec.Activations() {
		t.Run(string(a), func(t *testing.T) {
			fast, ok := kernels[a]
			if !ok {
				t.Fatal("no kernel is compared for this activation")
			}
			r := rand.New(rand.NewPCG(6, 0))
			// From -10 to 10 both exponentials go from saturated to steep; 1003 is not a multiple of any vector.
			z := random(r, 1, spec.Shape{H: 1, W: 1, C: 1003})
			for i := range z.Data {
				z.Data[i] = float64(float32(10 * z.Data[i]))
			}
			slow := reference.Activation{Function: a}
			dy := random(r, 1, z.Shape)
			wantDZ, _ := slow.Backward(z, dy)

			y, dz := float32s(z.Data), float32s(dy.Data)
			fast.apply(y)
			agree(t, "y", y, slow.Forward(z).Data)
			fast.gradient(y, dz)
			agree(t, "dz", dz, wantDZ.Data)
		})
	}
}

// dirty returns memory with old values: a kernel must overwrite them.
func dirty(n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = 7
	}
	return v
}
