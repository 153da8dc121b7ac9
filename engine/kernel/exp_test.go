package kernel

import (
	"math"
	"testing"
)

// ulps is how far got is from the truth in units of the last place of the float32 nearest to it.
func ulps(got float32, want float64) float64 {
	near := float32(want)
	if got == near {
		return 0
	}
	next := math.Nextafter32(near, float32(math.Inf(1)))
	return math.Abs(float64(got)-want) / (float64(next) - float64(near))
}

// Every 4099th bit pattern, a prime: all exponents, both signs, and no pattern in the mantissas.
func everyFloat(f func(x float32)) {
	for bits := uint64(0); bits < 1<<32; bits += 4099 {
		if x := math.Float32frombits(uint32(bits)); x == x {
			f(x)
		}
	}
}

func TestExp(t *testing.T) {
	worst, where := 0.0, float32(0)
	measure := func(x float32) {
		want := math.Exp(float64(x))
		if want > math.MaxFloat32*(1+0x1p-25) { // rounds to +Inf
			if got := Exp(x); !math.IsInf(float64(got), 1) {
				t.Fatalf("Exp(%v) = %v, want +Inf", x, got)
			}
			return
		}
		if u := ulps(Exp(x), want); u > worst {
			worst, where = u, x
		}
	}
	everyFloat(measure)
	for x := float32(-104.5); x < 89.5; x += 1.0 / 4096 { // where the answer is neither 0 nor infinite
		measure(x)
	}
	t.Logf("at most %.3f units in the last place, at %v", worst, where)
	if worst > 1 {
		t.Errorf("Exp(%v) is off by %.3f units in the last place, want at most 1", where, worst)
	}
	for x, want := range map[float64]float64{0: 1, math.Inf(1): math.Inf(1), math.Inf(-1): 0, 1e30: math.Inf(1), -1e30: 0} {
		if got := Exp(float32(x)); float64(got) != want {
			t.Errorf("Exp(%v) = %v, want %v", x, got, want)
		}
	}
	if got := Exp(untouched); got == got {
		t.Errorf("Exp(NaN) = %v, want NaN", got)
	}
}

// Vectors of every length with a tail, over all that Exp tells apart.
func TestExpOverVectors(t *testing.T) {
	var x []float32
	everyFloat(func(v float32) { x = append(x, v) })
	for v := float32(-104.5); v < 89.5; v += 1.0 / 256 { // where the answer is neither 0 nor infinite
		x = append(x, v)
	}
	x = append(append(x, special...), 89, math.Nextafter32(89, 90), -104, math.Nextafter32(-104, -105))
	want := append([]float32(nil), x...)
	scalar.exp(want)
	for i := range 2*maxLanes + 1 {
		got := append([]float32(nil), x[i:]...)
		hardware().exp(got)
		checkBits(t, "exp", got, want[i:])
	}
}

// Four roundings follow each other in 1/(1+e^-x), of which each can cost half a unit, and e^-x brings one of its own.
func TestSigmoidAndTanh(t *testing.T) {
	const limit = 3
	everyFloat(func(x float32) {
		y := []float32{x}
		Sigmoid(y)
		if want := 1 / (1 + math.Exp(-float64(x))); want > 0x1p-126 && ulps(y[0], want) > limit {
			t.Fatalf("sigmoid(%v) = %v, want %v", x, y[0], want)
		}
		y[0] = x
		Tanh(y)
		if want := math.Tanh(float64(x)); math.Abs(want) > 0x1p-126 && ulps(y[0], want) > limit {
			t.Fatalf("tanh(%v) = %v, want %v", x, y[0], want)
		}
	})
}

// The gradients against central differences in float64.
func TestSigmoidAndTanhGradients(t *testing.T) {
	const h = 1e-5 // the difference is then off by about h*h
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	for x := -6.0; x <= 6; x += 0.37 {
		for _, f := range []struct {
			name     string
			value    func(float64) float64
			gradient func(y, dy []float32)
		}{{"sigmoid", sigmoid, SigmoidGradient}, {"tanh", math.Tanh, TanhGradient}} {
			dy := []float32{3}
			f.gradient([]float32{float32(f.value(x))}, dy)
			want := 3 * (f.value(x+h) - f.value(x-h)) / (2 * h)
			if math.Abs(float64(dy[0])-want) > 1e-6 {
				t.Errorf("%s at %v: dx = %v, want %v", f.name, x, dy[0], want)
			}
		}
	}
}

func TestSoftmax(t *testing.T) {
	for _, logits := range [][]float32{
		{1, 2, 3}, {1e4, -1e4, 0}, {1e4, 1e4, 1e4 - 1}, {-1e4, -1e4 - 2, -1e4}, {0}, {3e38, -3e38},
		{0, float32(math.Inf(-1)), 1}, // a masked class
	} {
		var sum, largest float64 = 0, math.Inf(-1)
		for _, x := range logits {
			largest = max(largest, float64(x))
		}
		for _, x := range logits {
			sum += math.Exp(float64(x) - largest)
		}
		x := append(append([]float32(nil), logits...), logits...) // two rows
		y := filled(len(x), untouched)
		Softmax(2, len(logits), x, y)
		Softmax(2, len(logits), x, x) // in place
		checkBits(t, "in place", x, y)
		for i, got := range y {
			if want := math.Exp(float64(logits[i%len(logits)])-largest) / sum; math.Abs(float64(got)-want) > 4*0x1p-24 {
				t.Errorf("softmax(%v)[%d] = %v, want %v", logits, i, got, want)
			}
		}
	}
	y := make([]float32, 3)
	Softmax(1, 3, []float32{0, untouched, 1}, y)
	for i, got := range y {
		if got == got {
			t.Errorf("softmax of a row with a NaN: element %d is %v, want NaN", i, got)
		}
	}
}
