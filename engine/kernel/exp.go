package kernel

import "math"

// Exp is e to the power of x, the same bits on every machine (math.Exp is assembly on some). It is 0 below -104, +Inf above 89,
// subnormal where e^x is, and NaN for NaN. It is off by at most 1 unit in the last place of the float32 nearest to the truth.
//
// Reduction and polynomial are those of expf in Moshier's Cephes library: x = n*ln 2 + r with |r| <= ln 2/2, then
// e^r = 1 + r + r*r*p(r), then times 2^n.
func Exp(x float32) float32 {
	switch {
	case x != x:
		return x
	case x > 89:
		return float32(math.Inf(1))
	case x < -104:
		return 0
	}
	const log2e = 1.44269504088896341
	half := float32(0.5)
	if x < 0 {
		half = -0.5
	}
	n := int32(float32(x*log2e) + half)
	// ln 2 in two parts, of which the first has so few bits that n times it is exact.
	r := x - float32(float32(n)*0.693359375)
	r -= float32(float32(n) * -2.12194440e-4)
	p := float32(1.9875691500e-4)
	p = float32(p*r) + 1.3981999507e-3
	p = float32(p*r) + 8.3334519073e-3
	p = float32(p*r) + 4.1665795894e-2
	p = float32(p*r) + 1.6666665459e-1
	p = float32(p*r) + 5.0000001201e-1
	p = float32(p*float32(r*r)) + r + 1
	// In two steps, because 2^n itself may be outside float32. Only the second can round.
	return p * powerOfTwo(n/2) * powerOfTwo(n-n/2)
}

// powerOfTwo is 2^n for -126 <= n <= 127.
func powerOfTwo(n int32) float32 { return math.Float32frombits(uint32(n+127) << 23) }

// exp is Exp in place.
func (v lanes) exp(x []float32) {
	if v != scalar {
		x = expVector(x)
	}
	expScalar(x)
}

func expScalar(x []float32) {
	for i, v := range x {
		x[i] = Exp(v)
	}
}
