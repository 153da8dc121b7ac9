package checkpoint

import "math"

// float16 rounds f to the nearest IEEE 754 half, ties to even. What is beyond
// 65,504 becomes infinite, as in hardware.
//
// With k = max(exponent, -14) - 10 the spacing of halves around f is 2^k, so
// the half is round(f / 2^k): exact in float64, which holds f and 2^k.
func float16(f float32) uint16 {
	bits := math.Float32bits(f)
	sign := uint16(bits >> 16 & 0x8000)
	size := math.Abs(float64(f))
	switch {
	case math.IsNaN(size):
		return sign | 0x7e00
	case size >= 65520: // half way from 65,504 to what would be next, 65,536: ties go to even, the latter
		return sign | 0x7c00
	}
	exponent := -14
	if size >= 0x1p-14 {
		exponent = int(math.Float64bits(size)>>52) - 1023
	}
	steps := uint16(math.RoundToEven(math.Ldexp(size, 10-exponent)))
	// Normal numbers count 1024 + fraction steps, subnormal ones (exponent
	// -14, bias 0) fewer than 1024. Adding carries a full fraction upwards.
	return sign | uint16(exponent+14)<<10 + steps
}

// float32of is the exact value of a half.
func float32of(h uint16) float32 {
	exponent, fraction := int(h>>10&0x1f), float64(h&0x3ff)
	var size float64
	switch exponent {
	case 0:
		size = math.Ldexp(fraction, -24)
	case 0x1f:
		size = math.Inf(1)
		if fraction > 0 {
			size = math.NaN()
		}
	default:
		size = math.Ldexp(1024+fraction, exponent-25)
	}
	if h>>15 == 1 {
		size = -size
	}
	return float32(size)
}
