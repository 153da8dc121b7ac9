package kernel

import (
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas"
)

// sparseStep calls what training calls on operands that are mostly zero, with columns of whole vectors, from bytes to the optimisers.
type sparseStep struct {
	bytes                  []byte
	first, firstPool       Window // fused
	second, secondPool     Window
	x, w1, b1, y1, dw1     []float32
	w2, b2, y2, dw2, dx2   []float32
	db1, db2, pooled, dy2  []float32
	argmax1, argmax2       []int32
	rows, kernel, out, sum []float32 // of the matrix products
	weights, m, velocity   []float32
	narrow                 []sparseLayer
	scratch                *ConvScratch
	input                  SparseInput
	maxAbs                 int32
	dense                  int // products that were left to dense loops
}

// sparseLayer is a convolution whose kernel gradient lists columns of dy, or pixels.
type sparseLayer struct {
	g            Window
	x, dy, dw, y []float32
	w, b, db     []float32
	scratch      *ConvScratch
}

const (
	wide, images                   = 32, 2
	sparseM, sparseN, sparseK, few = 21, 96, panelRows + 9, 5 // few rows are not packed
)

func newSparseStep() *sparseStep {
	s := noise(11)
	first, firstPool := valid(13, 12, 1, 3, 1), valid(11, 10, wide, 2, 2)
	first, firstPool = first.Cropped(firstPool)
	second := same(firstPool.OutH, firstPool.OutW, wide, 3, 1)
	secondPool := valid(second.OutH, second.OutW, wide, 2, 2)
	zeros := func(n int) []float32 { return make([]float32, n) }
	maps1, maps2 := images*firstPool.pixels()*wide, images*second.pixels()*wide
	maps3 := images * secondPool.pixels() * wide
	step := &sparseStep{
		bytes: make([]byte, images*first.input()), first: first, firstPool: firstPool, second: second, secondPool: secondPool,
		x: zeros(images * first.input()), w1: s.slice(9 * wide), b1: s.slice(wide), y1: zeros(maps1), dw1: s.slice(9 * wide),
		w2: s.slice(9 * wide * wide), b2: s.slice(wide), y2: zeros(maps2), dw2: s.slice(9 * wide * wide), dx2: zeros(maps1),
		db1: s.slice(wide), db2: s.slice(wide), pooled: zeros(maps3), dy2: zeros(maps2),
		argmax1: make([]int32, maps1), argmax2: make([]int32, maps3),
		rows: thinned(&s, sparseM*sparseK, 5), kernel: s.slice(sparseK * sparseN), out: s.slice(sparseM * sparseN), sum: zeros(sparseK * sparseN),
		weights: s.slice(997), m: s.slice(997), velocity: zeros(997), // a prime: a tail after vectors of every length
		scratch: second.ConvScratch(wide),
	}
	for i := range step.bytes {
		if v := s.next(); v > 0.6 { // a fifth is ink
			step.bytes[i] = byte(255 * v)
		}
	}
	for _, g := range []Window{valid(5, 5, 16, 3, 1), valid(9, 8, 1, 3, 1)} { // 9 positions, no multiple of four; one channel
		n := g.pixels() * 16
		step.narrow = append(step.narrow, sparseLayer{
			g: g, x: thinned(&s, g.input(), 4), dy: thinned(&s, n, 4), dw: s.slice(9 * g.C * 16), y: zeros(n),
			w: s.slice(9 * g.C * 16), b: s.slice(16), db: s.slice(16), scratch: g.ConvScratch(16),
		})
	}
	return step
}

func (s *sparseStep) run() {
	const n = images
	Normalise(s.bytes, s.x)
	s.first.Conv2DMaxPool(s.firstPool, wide, n, s.x, s.w1, s.b1, s.y1, s.argmax1)
	ReLU(s.y1)
	s.second.Conv2D(wide, n, s.y1, s.w2, s.b2, s.y2, s.scratch)
	s.secondPool.MaxPool(n, s.y2, s.pooled, s.argmax2)
	s.secondPool.MaxPoolGradient(n, s.pooled, s.argmax2, s.dy2)
	s.second.Conv2DKernelGradient(wide, n, s.y1, s.dy2, s.dw2, s.db2, s.scratch)
	s.second.Conv2DInputGradient(wide, n, s.dy2, s.w2, s.dx2, s.scratch)
	ReLUGradient(s.y1, s.dx2)
	s.first.Conv2DMaxPoolGradient(s.firstPool, wide, n, s.x, s.dx2, s.argmax1, s.dw1, s.db1)
	for _, l := range s.narrow {
		l.g.Conv2D(16, 1, l.x, l.w, l.b, l.y, l.scratch)
		l.g.Conv2DKernelGradient(16, 1, l.x, l.dy, l.dw, l.db, l.scratch)
	}
	BLAS{}.Sgemm(blas.NoTrans, blas.Trans, sparseM, sparseN, sparseK, 1, s.rows, sparseK, s.kernel, sparseK, 1, s.out, sparseN)
	BLAS{}.Sgemm(blas.NoTrans, blas.NoTrans, sparseM, sparseN, sparseK, 1, s.rows, sparseK, s.kernel, sparseN, 1, s.out, sparseN)
	BLAS{}.Sgemm(blas.NoTrans, blas.NoTrans, few, sparseN, sparseK, 1, s.rows, sparseK, s.kernel, sparseN, 1, s.out, sparseN)
	BLAS{}.Sgemm(blas.Trans, blas.NoTrans, sparseK, sparseN, sparseM, 1, s.rows, sparseK, s.out, sparseN, 0, s.sum, sparseN)
	s.update(s.sum)
	if !s.input.Product(sparseM, sparseK, sparseN, s.rows, s.kernel, s.out) {
		s.dense++
	}
	if !s.input.KernelGradient(shardBounds[:], sparseK, sparseN, s.rows, s.out, s.sum) {
		s.dense++
	}
	s.update(s.sum)
	s.maxAbs = int32(MaxAbs(s.weights))
}

// shardBounds are four shards, of which one is empty.
var shardBounds = [...]int{0, 6, 6, 13, sparseM}

// update makes a step with every optimiser.
func (s *sparseStep) update(g []float32) {
	g = g[:len(s.weights)]
	SGD{Rate: 1e-3}.Update(s.weights, nil, g)
	SGD{Rate: 1e-3, Momentum: 0.9}.Update(s.weights, s.m, g)
	SGD{Rate: 1e-3, Momentum: 0.9, Nesterov: true}.Update(s.weights, s.m, g)
	RMSprop{Rate: 1e-3, Rho: 0.9, OneMinusRho: 0.1, Epsilon: 1e-7}.Update(s.weights, s.velocity, g)
	Adam{Alpha: 1e-3, OneMinusBeta1: 0.1, OneMinusBeta2: 1e-3, Epsilon: 1e-7}.Update(s.weights, s.m, s.velocity, g)
}

func (s *sparseStep) results() ([][]float32, []int32) {
	floats := [][]float32{s.x, s.y1, s.y2, s.dy2, s.dx2, s.dw1, s.db1, s.dw2, s.db2, s.out, s.sum, s.weights, s.m, s.velocity}
	for _, l := range s.narrow {
		floats = append(floats, l.y, l.dw, l.db)
	}
	return floats, append(slices.Concat(s.argmax1, s.argmax2), s.maxAbs)
}

// The step must run the loops that it is for: its operands are sparse, and their shapes fit.
func TestTheSparseStepIsSparse(t *testing.T) {
	s := newSparseStep()
	s.run()
	if s.dense > 0 {
		t.Errorf("%d products of a sparse input were left to dense loops", s.dense)
	}
	for name, x := range map[string][]float32{
		"x": s.x, "y1": s.y1, "dy2": s.dy2, "rows": s.rows,
		"columns' x": s.narrow[0].x, "columns' dy": s.narrow[0].dy, "pixels' x": s.narrow[1].x,
	} {
		n := 0
		for _, v := range x {
			if v != 0 {
				n++
			}
		}
		if !isSparse(n, len(x)) || n == 0 {
			t.Errorf("%s: %d of %d are not zero", name, n, len(x))
		}
	}
	columns, pixels := s.narrow[0].g, s.narrow[1].g
	if !s.second.listsGradient() || !columns.listsGradient() || columns.pixels()%4 == 0 || pixels.listsGradient() || !pixels.listsPixels(16) {
		t.Error("a convolution takes other loops than it is here for")
	}
}
