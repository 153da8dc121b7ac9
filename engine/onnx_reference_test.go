package engine_test

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"testing"

	"convlab/engine/reference"
	"convlab/engine/spec"
)

// vector is one case of ONNX's backend tests; see testdata/onnx/README.md.
type vector struct {
	Name, Op        string
	Attributes      attributes
	Inputs, Outputs []array
}

type attributes struct {
	KernelShape     []int `json:"kernel_shape"`
	Strides         []int
	Pads            []int // top, left, bottom, right
	CountIncludePad int   `json:"count_include_pad"`
	StorageOrder    int   `json:"storage_order"`
	Axis            int
	Alpha, Beta     float64
	TransA, TransB  int
	Reduction       string
}

// array is row-major.
type array struct {
	Shape  []int
	Values []float64
}

// near is the tolerance for ONNX's vectors: most were computed in float32.
const near = 1e-5

// Each operator is checked in every implementation that has it; in the engine,
// where spec can describe the case. The counts of comparisons make sure that no
// case is skipped.
func TestONNXVectors(t *testing.T) {
	operators := map[string]struct {
		check func(*testing.T, vector) (compared []string)
		want  map[string]int // comparisons by implementation; "reference" is also the number of cases
	}{
		"Conv":                    {checkConv, map[string]int{"reference": 11, "kernel": 11, "engine": 6}},
		"MaxPool":                 {checkMaxPool, map[string]int{"reference": 13, "kernel": 13, "engine": 7}},
		"AveragePool":             {checkAveragePool, map[string]int{"reference": 13, "kernel": 13, "engine": 7}},
		"GlobalAveragePool":       {checkGlobalAveragePool, map[string]int{"reference": 2, "engine": 2}},
		"Gemm":                    {checkGemm, map[string]int{"reference": 13, "kernel": 13, "engine": 12}},
		"MatMul":                  {checkGemm, map[string]int{"reference": 2, "kernel": 2, "engine": 2}},
		"Softmax":                 {checkSoftmax, map[string]int{"reference": 10, "kernel": 10}},
		"LogSoftmax":              {checkLogSoftmax, map[string]int{"reference": 10, "kernel": 10}},
		"Relu":                    {checkActivation, map[string]int{"reference": 3, "kernel": 3}},
		"Sigmoid":                 {checkActivation, map[string]int{"reference": 3, "kernel": 3}},
		"Tanh":                    {checkActivation, map[string]int{"reference": 3, "kernel": 3}},
		"Flatten":                 {checkFlatten, map[string]int{"reference": 4, "engine": 2}},
		"Dropout":                 {checkDropout, map[string]int{"reference": 3}},
		"SoftmaxCrossEntropyLoss": {checkCrossEntropy, map[string]int{"reference": 8, "engine": 8}},
	}
	compared := map[string]map[string]int{}
	for _, v := range vectors(t) {
		op, known := operators[v.Op]
		if !known {
			t.Errorf("%s: no check for %s", v.Name, v.Op)
			continue
		}
		t.Run(v.Name, func(t *testing.T) {
			for _, implementation := range op.check(t, v) {
				if compared[v.Op] == nil {
					compared[v.Op] = map[string]int{}
				}
				compared[v.Op][implementation]++
			}
		})
	}
	for name, op := range operators {
		for _, implementation := range []string{"reference", "kernel", "engine"} {
			if got, want := compared[name][implementation], op.want[implementation]; got != want {
				t.Errorf("%s: compared %d cases with %s, want %d", name, got, implementation, want)
			}
		}
	}
}

func vectors(t *testing.T) []vector {
	t.Helper()
	file, err := os.Open("testdata/onnx/vectors.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzip, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Cases []vector }
	if err := json.NewDecoder(unzip).Decode(&all); err != nil {
		t.Fatal(err)
	}
	return all.Cases
}

// same compares an implementation's output with a vector.
func same[T float32 | float64](t *testing.T, implementation string, got []T, want []float64) {
	t.Helper()
	if err := reference.Compare(got, want, near, near); err != nil {
		t.Errorf("%s: %v", implementation, err)
	}
}

// nhwc converts maps N C H W to a batch.
func nhwc(a array) reference.Batch {
	b := reference.Zeros(a.Shape[0], spec.Shape{C: a.Shape[1], H: a.Shape[2], W: a.Shape[3]})
	i := 0
	for n := range b.N {
		for c := range b.Shape.C {
			for h := range b.Shape.H {
				for w := range b.Shape.W {
					b.Data[b.At(n, h, w, c)] = a.Values[i]
					i++
				}
			}
		}
	}
	return b
}

// rowsAlong returns the rows of an array along one of its axes.
func rowsAlong(axis int, a array) reference.Batch {
	axis = (axis + len(a.Shape)) % len(a.Shape)
	inner := product(a.Shape[axis+1:])
	length := a.Shape[axis]
	b := reference.Zeros(product(a.Shape)/length, spec.Shape{H: 1, W: 1, C: length})
	for i, v := range a.Values {
		row := i/(length*inner)*inner + i%inner
		b.Row(row)[i/inner%length] = v
	}
	return b
}

func product(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

func float32s(v []float64) []float32 {
	out := make([]float32, len(v))
	for i, x := range v {
		out[i] = float32(x)
	}
	return out
}
