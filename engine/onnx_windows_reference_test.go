package engine_test

import (
	"testing"

	"convlab/engine/kernel"
	"convlab/engine/reference"
	"convlab/engine/spec"
)

func checkConv(t *testing.T, v vector) []string {
	x, want := nhwc(v.Inputs[0]), nhwc(v.Outputs[0])
	k := square(v.Inputs[1])
	bias := make([]float64, want.Shape.C)
	if len(v.Inputs) > 2 {
		copy(bias, v.Inputs[2].Values)
	}
	g := window(v, want.Shape)

	same(t, "reference", reference.Conv2D{Window: g, Kernel: k, Bias: bias}.Forward(x).Data, want.Data)

	fast, filters := fast(g, x.Shape), len(bias)
	y := make([]float32, len(want.Data))
	fast.Conv2D(filters, x.N, float32s(x.Data), float32s(k), float32s(bias), y, fast.ConvScratch(filters))
	same(t, "kernel", y, want.Data)

	return append([]string{"reference", "kernel"}, checkLayer(t, g, x, want, func(p spec.Padding) spec.Windowed {
		return spec.Conv2D{Filters: filters, KernelSize: g.Size, Strides: g.Stride, Padding: p}
	}, k, bias)...)
}

func checkMaxPool(t *testing.T, v vector) []string {
	x, want := nhwc(v.Inputs[0]), nhwc(v.Outputs[0])
	g := window(v, want.Shape)
	slow := reference.MaxPooling2D{Window: g}
	same(t, "reference", slow.Forward(x).Data, want.Data)

	fast := fast(g, x.Shape)
	y, argmax := make([]float32, len(want.Data)), make([]int32, len(want.Data))
	fast.MaxPool(x.N, float32s(x.Data), y, argmax)
	same(t, "kernel", y, want.Data)

	if len(v.Outputs) > 1 { // one image of one channel, so that places are row*W + column
		places := nhwc(v.Outputs[1])
		for i, place := range places.Data {
			want := int(place)
			if v.Attributes.StorageOrder == 1 { // column*H + row
				want = want%x.Shape.H*x.Shape.W + want/x.Shape.H
			}
			if got := slow.Argmax(x)[i]; got != want {
				t.Errorf("reference: argmax[%d]: got %d, want %d", i, got, want)
			}
			if got := int(argmax[i]); got != want {
				t.Errorf("kernel: argmax[%d]: got %d, want %d", i, got, want)
			}
		}
	}
	return append([]string{"reference", "kernel"}, checkLayer(t, g, x, want, func(p spec.Padding) spec.Windowed {
		return spec.MaxPooling2D{PoolSize: g.Size, Strides: g.Stride, Padding: p}
	})...)
}

// An average that counts padding divides every sum by Size², Keras's by the number
// of positions inside: at the borders they differ.
func checkAveragePool(t *testing.T, v vector) []string {
	x, want := nhwc(v.Inputs[0]), nhwc(v.Outputs[0])
	g := window(v, want.Shape)
	if v.Attributes.CountIncludePad == 1 {
		counted := want.Data
		want.Data = notCounting(t, g, x.Shape, want)
		if reference.Compare(want.Data, counted, near, near) == nil {
			t.Error("no window of this case reads padding: both averages are the same")
		}
	}
	same(t, "reference", reference.AveragePooling2D{Window: g}.Forward(x).Data, want.Data)

	fast := fast(g, x.Shape)
	y := make([]float32, len(want.Data))
	fast.AveragePool(x.N, float32s(x.Data), y)
	same(t, "kernel", y, want.Data)

	return append([]string{"reference", "kernel"}, checkLayer(t, g, x, want, func(p spec.Padding) spec.Windowed {
		return spec.AveragePooling2D{PoolSize: g.Size, Strides: g.Stride, Padding: p}
	})...)
}

// notCounting converts averages over Size² positions to averages over the
// positions inside maps of shape in.
func notCounting(t *testing.T, g reference.Window, in spec.Shape, counted reference.Batch) []float64 {
	t.Helper()
	inside := func(o, before, side int) float64 {
		from := o*g.Stride - before
		return float64(min(from+g.Size, side) - max(from, 0))
	}
	y := reference.Zeros(counted.N, counted.Shape)
	for n := range y.N {
		for oh := range y.Shape.H {
			for ow := range y.Shape.W {
				share := float64(g.Size*g.Size) / (inside(oh, g.Top, in.H) * inside(ow, g.Left, in.W))
				for c := range y.Shape.C {
					i := y.At(n, oh, ow, c)
					y.Data[i] = counted.Data[i] * share
				}
			}
		}
	}
	return y.Data
}

func checkGlobalAveragePool(t *testing.T, v vector) []string {
	x, want := nhwc(v.Inputs[0]), nhwc(v.Outputs[0])
	same(t, "reference", reference.GlobalAveragePooling2D{}.Forward(x).Data, want.Data)
	same(t, "engine", firstLayer(t, spec.GlobalAveragePooling2D{}, x), want.Data)
	return []string{"reference", "engine"}
}

func window(v vector, out spec.Shape) reference.Window {
	a := v.Attributes
	return reference.Window{
		Size: max(a.KernelShape[0], a.KernelShape[1]), Stride: a.Strides[0],
		Top: a.Pads[0], Left: a.Pads[1], OutH: out.H, OutW: out.W,
	}
}

func fast(g reference.Window, in spec.Shape) kernel.Window {
	return kernel.Window{
		H: in.H, W: in.W, C: in.C, Size: g.Size, Stride: g.Stride,
		Top: g.Top, Left: g.Left, OutH: g.OutH, OutW: g.OutW,
	}
}

// square converts a kernel O I H W to [size size I O]. PyTorch's cases of 3x2
// become 3x3 by a last column of zeros.
func square(a array) []float64 {
	out, in, height, width := a.Shape[0], a.Shape[1], a.Shape[2], a.Shape[3]
	size := max(height, width)
	k := make([]float64, size*size*in*out)
	i := 0
	for o := range out {
		for c := range in {
			for h := range height {
				for w := range width {
					k[((h*size+w)*in+c)*out+o] = a.Values[i]
					i++
				}
			}
		}
	}
	return k
}

// checkLayer compares the engine's layer that slides exactly as g does, if spec has
// one within its limits. It returns the implementations compared.
func checkLayer(t *testing.T, g reference.Window, x, want reference.Batch, layer func(spec.Padding) spec.Windowed, weights ...[]float64) (compared []string) {
	t.Helper()
	for _, padding := range []spec.Padding{spec.Valid, spec.Same} {
		rows, cols, err := layer(padding).Window(x.Shape)
		if err != nil || x.Shape.C > spec.MaxChannels ||
			rows.Before != g.Top || cols.Before != g.Left || rows.Out != g.OutH || cols.Out != g.OutW {
			continue
		}
		same(t, "engine", firstLayer(t, layer(padding), x, weights...), want.Data)
		return []string{"engine"}
	}
	return nil
}
