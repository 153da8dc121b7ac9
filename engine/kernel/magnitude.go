package kernel

import "math"

// Magnitude returns the largest |x[i]| as the bit pattern of a float32, which grows with the magnitude: infinity is above all
// numbers and NaN above that. It is 0 for no x.
func Magnitude(x []float32) uint32 { return hardware().magnitude(x) }

const withoutSign = 1<<31 - 1

func magnitudeScalar(x []float32) (largest uint32) {
	for ; len(x) >= 4; x = x[4:] {
		largest = max(largest, math.Float32bits(x[0])&withoutSign, math.Float32bits(x[1])&withoutSign,
			math.Float32bits(x[2])&withoutSign, math.Float32bits(x[3])&withoutSign)
	}
	for _, v := range x {
		largest = max(largest, math.Float32bits(v)&withoutSign)
	}
	return largest
}
