package drawing

const (
	// mnistRadius is half the thickness of MNIST's pen in pixels of a
	// picture, so measured that the mean amount of ink of test pictures stays
	// the same when their pen is normalised (TestPenRadiusIsMNISTs).
	mnistRadius = 1.2

	// bins to a pixel in the histogram of radii.
	bins = 8
)

// penRadius estimates the radius of the pen that made the ink: the median of
// the distances to the outline along the middle of its lines, that is over
// the pixels that are at least as far inside as all eight neighbours. The
// median does not mind crossings, which are thicker, nor a filled loop. It is
// 0 where there is no such pixel. Result in pixels of the grid.
func (o *outline) penRadius(width, height int, counts []int32) float32 {
	clear(counts)
	total := int32(0)
	for y := 1; y < height-1; y++ {
		for x := 1; x < width-1; x++ {
			i := y*width + x
			v := o.signed[i]
			if v <= 0 || v < o.signed[i-1] || v < o.signed[i+1] {
				continue
			}
			up, down := o.signed[i-width-1:i-width+2], o.signed[i+width-1:i+width+2]
			if v < up[0] || v < up[1] || v < up[2] || v < down[0] || v < down[1] || v < down[2] {
				continue
			}
			counts[min(int(v*bins), len(counts)-1)]++
			total++
		}
	}
	seen := int32(0)
	for b, n := range counts {
		if n > 0 && 2*(seen+n) >= total {
			// Within the bin, as far as the median lies among its pixels.
			return (float32(b) + (float32(total)/2-float32(seen))/float32(n)) / bins
		}
		seen += n
	}
	return 0
}

// target returns the radius the pen should have, in pixels of the grid, so
// that it has mnistRadius in the finished picture. Where the ink is scaled to
// fill size pixels the answer depends on itself, because a thinner pen leaves
// less ink to fit: the line the pen's middle went has longer = ink - 2*radius
// and the finished scale is size/(longer + 2*target), so
//
//	target = mnistRadius * longer / (size - 2*mnistRadius)
func target(ink, radius, size float32) float32 {
	return mnistRadius * max(ink-2*radius, 0) / (size - 2*mnistRadius)
}
