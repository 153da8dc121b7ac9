package engine

import (
	"math"

	"convlab/engine/internal/random"
)

// glorotUniform fills a kernel of a layer from the seed:
//
//	w ~ uniform(-limit, limit),  limit = sqrt(6 / (fanIn + fanOut))
//
// shape is [in out] or [kh kw in out]; the window's kh*kw positions count in
// both fans.
//
// Source: Glorot, Bengio, "Understanding the difficulty of training deep
// feedforward neural networks", AISTATS 2010; https://keras.io/api/layers/initializers.
func glorotUniform(w []float32, shape []int, seed uint64, layer int) {
	positions := 1
	for _, d := range shape[:len(shape)-2] {
		positions *= d
	}
	fans := positions * (shape[len(shape)-2] + shape[len(shape)-1])
	limit := float32(math.Sqrt(6 / float64(fans)))
	r := random.New(seed, 0, layer, 0, random.Weights)
	for i := range w {
		// 2u-1 is exact in float32, so no fused multiply-add can differ.
		w[i] = limit * (2*r.Float32() - 1)
	}
}
