package engine

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"

	"convlab/engine/internal/random"
	"convlab/engine/spec"
)

// Array is one trainable array in the flat weight vector. Its gradient has the
// same place in the flat gradient vector.
type Array struct {
	Layer  int    // index in the model
	Name   string // as in "conv2d_1/kernel"
	Shape  []int  // row-major; spec.Weight lists the axes
	Offset int    // of the first number
}

// Size returns the number of values.
func (a Array) Size() int { return spec.Weight{Shape: a.Shape}.Size() }

// of returns the array's part of a flat vector.
func (a Array) of(flat []float32) []float32 {
	end := a.Offset + a.Size()
	return flat[a.Offset:end:end]
}

// parameters are the views of one array in the flat weight and gradient vectors.
type parameters struct{ w, dw []float32 }

// layout lists the arrays of a model in storage order: layer by layer, kernel
// before bias. shapes are the layers' outputs.
func layout(m spec.Model, shapes []spec.Shape) (arrays []Array, total int) {
	names := m.Names()
	in := m.Input
	for i, l := range m.Layers {
		for _, w := range l.Weights(in) {
			arrays = append(arrays, Array{Layer: i, Name: names[i] + "/" + w.Name, Shape: w.Shape, Offset: total})
			total += w.Size()
		}
		in = shapes[i]
	}
	return arrays, total
}

// glorotUniform fills a kernel with a pure function of (seed, layer):
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

// Checksum identifies weights by 16 hexadecimal digits: the first 8 bytes of
// the SHA-256 of the numbers as little-endian float32. Equal checksums mean
// equal bits.
func Checksum(weights []float32) string {
	sum := sha256.New()
	var block [4096]byte
	for len(weights) > 0 {
		n := min(len(weights), len(block)/4)
		for i, w := range weights[:n] {
			binary.LittleEndian.PutUint32(block[4*i:], math.Float32bits(w))
		}
		sum.Write(block[:4*n])
		weights = weights[n:]
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
