package safetensors

import "math"

// toFloat16 rounds f to the nearest IEEE 754 binary16, ties to even. Magnitudes
// of 65,520 and more become infinite, as in hardware.
//
// With k = max(exponent, -14) - 10 the spacing of halves around f is 2^k, so the
// half is round(f / 2^k). float64 holds f and 2^k exactly.
func toFloat16(f float32) uint16 {
	bits := math.Float32bits(f)
	sign := uint16(bits >> 16 & 0x8000)
	magnitude := math.Abs(float64(f))
	switch {
	case math.IsNaN(magnitude):
		return sign | 0x7e00
	case magnitude >= 65520: // the middle of 65,504 and 65,536: the tie goes to the latter, which is even and too large
		return sign | 0x7c00
	}
	exponent := -14
	if magnitude >= 0x1p-14 {
		exponent = int(math.Float64bits(magnitude)>>52) - 1023
	}
	steps := uint16(math.RoundToEven(math.Ldexp(magnitude, 10-exponent)))
	// Normal numbers have 1024 + fraction steps, subnormal ones (exponent -14,
	// biased 0) fewer than 1024. The addition carries a full fraction into the
	// exponent.
	return sign | uint16(exponent+14)<<10 + steps
}

// fromFloat16 returns the exact value of a binary16.
func fromFloat16(h uint16) float32 {
	exponent, fraction := int(h>>10&0x1f), float64(h&0x3ff)
	var magnitude float64
	switch exponent {
	case 0:
		magnitude = math.Ldexp(fraction, -24)
	case 0x1f:
		magnitude = math.Inf(1)
		if fraction > 0 {
			magnitude = math.NaN()
		}
	default:
		magnitude = math.Ldexp(1024+fraction, exponent-25)
	}
	if h>>15 == 1 {
		magnitude = -magnitude
	}
	return float32(magnitude)
}
