package engine

import "math"

// Peaks are the kernel.Magnitude of the gradient of a first layer's kernel and
// of that of its bias.
type Peaks [2]uint32

// Numbers are the peaks as the numbers that they are of.
func (p Peaks) Numbers() [2]float32 {
	return [2]float32{math.Float32frombits(p[0]), math.Float32frombits(p[1])}
}

// PeaksOf undoes Numbers.
func PeaksOf(v [2]float32) Peaks { return Peaks{math.Float32bits(v[0]), math.Float32bits(v[1])} }

// Join makes p the peaks of both.
func (p *Peaks) Join(q Peaks) {
	for i := range p {
		p[i] = max(p[i], q[i])
	}
}
