package state

import (
	"slices"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// UnitPictures are the weights of all units of a Dense layer that reads the picture, each unit's as a picture.
type UnitPictures struct {
	wire.UnitPictures
	Mosaic []float32 // [h w units]: the pictures at half the resolution, each number the mean of a square of four weights
	Scale  float32   // the end of a colour scale for all of them: most weights are smaller
	Taken  int       // counts arrivals: while it is the same, so are the weights
}

// The colour scale tells scalePercent of 100 weights apart. In the shipped dense network these are smaller than 0.117.
const scalePercent = 97

// take takes weights over.
func (u *UnitPictures) take(m wire.UnitPictures, in spec.Shape) {
	*u = UnitPictures{UnitPictures: m, Mosaic: mosaic(m, in), Scale: scaleOf(m.Weights), Taken: u.Taken + 1}
}

// drop forgets weights of another network, or of another worker, which counts their versions from 1.
func (u *UnitPictures) drop() { *u = UnitPictures{Taken: u.Taken} }

// mosaic makes the pictures at half the resolution. At an odd edge a square is cut.
func mosaic(m wire.UnitPictures, in spec.Shape) []float32 {
	h, w, units := (in.H+1)/2, (in.W+1)/2, len(m.Units)
	list := make([]float32, h*w*units)
	for u := range units {
		picture := m.Weights[u*in.Size():][:in.Size()]
		for y := range h {
			for x := range w {
				sum, count := float32(0), float32(0)
				for r := 2 * y; r < min(2*y+2, in.H); r++ {
					for c := 2 * x; c < min(2*x+2, in.W); c++ {
						sum, count = sum+picture[(r*in.W+c)*in.C], count+1
					}
				}
				list[(y*w+x)*units+u] = sum / count
			}
		}
	}
	return list
}

// scaleOf is the size that scalePercent of 100 weights do not exceed, estimated from every 97th of many; 1 if all are 0.
func scaleOf(weights []float32) float32 {
	step := 1
	if len(weights) > 5000 {
		step = 97 // prime, so that the sample does not keep to some columns of the pictures
	}
	sizes := make([]float32, 0, len(weights)/step+1)
	for i := 0; i < len(weights); i += step {
		sizes = append(sizes, max(weights[i], -weights[i]))
	}
	slices.Sort(sizes)
	if len(sizes) == 0 || !(sizes[len(sizes)-1] > 0) {
		return 1
	}
	if v := sizes[(len(sizes)-1)*scalePercent/100]; v > 0 {
		return v
	}
	return sizes[len(sizes)-1]
}

// rankUnits lists the units that add most to the digit's score.
func (r *Route) rankUnits(m spec.Model) {
	r.MostUnits = nil
	if list := r.unitContributions(m); list != nil {
		r.MostUnits = Strongest(list, wire.MostUnits)
	}
}

// unitContributions is what each unit of a Dense layer over the picture adds to the digit's score, or nil if the answer does not
// read them.
func (r *Route) unitContributions(m spec.Model) []float32 {
	layer, ok := pictured(m)
	if !ok || !Choosable(m, layer) || m.Layers[layer].(spec.Dense).Units != len(r.Explanation.Contributions) {
		return nil
	}
	if _, more := nextLayer(m, layer, 1); more {
		return nil
	}
	return r.Explanation.Contributions
}

// Strongest lists the indices of the numbers that are largest, by their size without a sign, at most so many.
func Strongest(numbers []float32, most int) []int {
	order := make([]int, len(numbers))
	for i := range order {
		order[i] = i
	}
	size := func(v float32) float32 { return max(v, -v) }
	slices.SortStableFunc(order, func(a, b int) int {
		switch x, y := size(numbers[a]), size(numbers[b]); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return order[:min(most, len(order))]
}
