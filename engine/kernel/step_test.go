package kernel

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"testing"

	"gonum.org/v1/gonum/blas"
)

// step calls what training calls on dense operands, with sizes that leave tails in vectors of every length. sparseStep calls the rest.
type step struct {
	conv, pool                    Window
	x, w, b, y, dy, dw, db, dx    []float32 // of the convolution
	pooled, mean, d, rows, kernel []float32
	scratch                       *ConvScratch
	logits, bias                  []float32
	argmax                        []int32
}

const (
	stepFilters, stepImages     = 37, 2
	stepRows, stepUnits, stepIn = 13, 19, 300 // of the matrix product; 300 is more than one block of k
)

func newStep() *step {
	s := noise(7)
	conv := same(9, 10, 5, 3, 2)
	pool := same(conv.OutH, conv.OutW, stepFilters, 2, 1)
	in, out, kernel := stepImages*conv.input(), stepImages*conv.pixels()*stepFilters, conv.Size*conv.Size*conv.C*stepFilters
	return &step{
		conv: conv, pool: pool,
		x: s.slice(in), w: s.slice(kernel), b: s.slice(stepFilters), y: make([]float32, out),
		dy: make([]float32, out), dw: make([]float32, kernel), db: make([]float32, stepFilters), dx: make([]float32, in),
		pooled: make([]float32, out), mean: make([]float32, out), d: make([]float32, out), scratch: conv.ConvScratch(stepFilters),
		rows: s.slice(stepRows * stepIn), kernel: s.slice(stepUnits * stepIn), logits: make([]float32, stepRows*stepUnits), bias: s.slice(stepUnits),
		argmax: make([]int32, out),
	}
}

func (s *step) run() {
	s.conv.Conv2D(stepFilters, stepImages, s.x, s.w, s.b, s.y, s.scratch)
	ReLU(s.y)
	s.pool.MaxPool(stepImages, s.y, s.pooled, s.argmax)
	s.pool.AveragePool(stepImages, s.y, s.mean)
	Tanh(s.pooled)
	Sigmoid(s.mean)
	copy(s.d, s.pooled)
	TanhGradient(s.pooled, s.d)
	SigmoidGradient(s.mean, s.d)
	s.pool.MaxPoolGradient(stepImages, s.d, s.argmax, s.dy)
	s.pool.AveragePoolGradient(stepImages, s.dy, s.d)
	Scale(s.d, 0.3)
	Add(s.dy, s.d)
	ReLUGradient(s.y, s.dy)
	s.conv.Conv2DKernelGradient(stepFilters, stepImages, s.x, s.dy, s.dw, s.db, s.scratch)
	s.conv.Conv2DInputGradient(stepFilters, stepImages, s.dy, s.w, s.dx, s.scratch)
	BLAS{}.Sgemm(blas.NoTrans, blas.Trans, stepRows, stepUnits, stepIn, 0.7, s.rows, stepIn, s.kernel, stepIn, 0, s.logits, stepUnits)
	AddBias(stepRows, stepUnits, s.bias, s.logits)
	SumRows(stepRows, stepUnits, s.logits, s.bias)
	Softmax(stepRows, stepUnits, s.logits, s.logits)
}

func (s *step) results() ([][]float32, []int32) {
	return [][]float32{s.y, s.pooled, s.mean, s.d, s.dy, s.dw, s.db, s.dx, s.logits, s.bias}, s.argmax
}

func checksum(t *testing.T, floats [][]float32, ints []int32) uint64 {
	t.Helper()
	h := fnv.New64a()
	for _, x := range floats {
		for _, v := range x {
			if v != v {
				t.Fatal("a NaN among the results: its bits are undefined")
			}
			if err := binary.Write(h, binary.LittleEndian, math.Float32bits(v)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := binary.Write(h, binary.LittleEndian, ints); err != nil {
		t.Fatal(err)
	}
	return h.Sum64()
}

// All machines train alike: these checksums are those of the plain loops on amd64, and plain loops, vectors of any length and WebAssembly
// must all give them.
func TestSameBitsEverywhere(t *testing.T) {
	t.Log("loops:", Vector())
	for _, c := range []struct {
		step interface {
			run()
			results() ([][]float32, []int32)
		}
		golden uint64
	}{
		{newStep(), 0x8ea145d9ea75e809},
		{newSparseStep(), 0x94eb96eccde34f6a},
	} {
		c.step.run()
		floats, ints := c.step.results()
		if got := checksum(t, floats, ints); got != c.golden {
			t.Errorf("%T: checksum %#x, want %#x", c.step, got, c.golden)
		}
	}
}

func TestNoAllocation(t *testing.T) {
	for name, run := range map[string]func(){"dense": newStep().run, "sparse": newSparseStep().run} {
		run() // a SparseInput grows once
		if n := testing.AllocsPerRun(5, run); n != 0 {
			t.Errorf("a %s step allocates %v times, want 0", name, n)
		}
	}
}
