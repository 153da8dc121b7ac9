package engine

import (
	"math"
	"testing"
)

// ones is a row of n ones.
func ones(n int) Batch {
	var b Batch
	resize(&b, 1, n)
	for i := range b.Data {
		b.Data[i] = 1
	}
	return b
}

// DropoutMask returns the factors of dropout layer i in the last Forward, for the
// tests that compare with the reference: where the input is zero the output does
// not show them.
func (s *Sequential) DropoutMask(i int) []float32 { return s.ops[i].(*dropout).mask }

func TestDropoutKeepsTheMean(t *testing.T) {
	const n = 100_001 // odd: the last draw decides one element
	for _, rate := range []float32{0.1, 0.5, 0.9} {
		d := &dropout{rate: rate}
		y := d.Forward(ones(n), Pass{Training: true, Seed: 1})
		dropped := 0
		for i, v := range y.Data {
			switch v {
			case 0:
				dropped++
			case 1 / (1 - rate):
			default:
				t.Fatalf("rate %v: y[%d] = %v, want 0 or 1/(1-rate)", rate, i, v)
			}
		}
		// Five standard deviations of a binomial share.
		r := float64(rate)
		if off := float64(dropped)/n - r; math.Abs(off) > 5*math.Sqrt(r*(1-r)/n) {
			t.Errorf("rate %v: share dropped is off by %v", rate, off)
		}
		dx := d.Backward(ones(n))
		if Checksum(dx.Data) != Checksum(y.Data) {
			t.Errorf("rate %v: the gradient went through another mask", rate)
		}
	}
}

func TestDropoutIsAFunctionOfItsPlace(t *testing.T) {
	base := Pass{Training: true, Seed: 1, Epoch: 2, Step: 3, Shard: 4}
	mask := func(layer int, p Pass) string {
		return Checksum((&dropout{rate: 0.5, layer: layer}).Forward(ones(256), p).Data)
	}
	if a, b := mask(1, base), mask(1, base); a != b {
		t.Error("one place, two masks")
	}
	seen := map[string]string{mask(1, base): "base"}
	for name, sum := range map[string]string{
		"seed":  mask(1, Pass{Training: true, Seed: 2, Epoch: 2, Step: 3, Shard: 4}),
		"epoch": mask(1, Pass{Training: true, Seed: 1, Epoch: 3, Step: 3, Shard: 4}),
		"step":  mask(1, Pass{Training: true, Seed: 1, Epoch: 2, Step: 4, Shard: 4}),
		"shard": mask(1, Pass{Training: true, Seed: 1, Epoch: 2, Step: 3, Shard: 5}),
		"layer": mask(2, base),
	} {
		if other, ok := seen[sum]; ok {
			t.Errorf("another %s has the same mask as %s", name, other)
		}
		seen[sum] = name
	}
}

func TestDropoutPassesPredictionsThrough(t *testing.T) {
	d := &dropout{rate: 0.5}
	d.Forward(ones(64), Pass{Training: true}) // leaves a mask
	if y := d.Forward(ones(64), Pass{}); Checksum(y.Data) != Checksum(ones(64).Data) {
		t.Error("a prediction was changed")
	}
	if dx := d.Backward(ones(64)); Checksum(dx.Data) != Checksum(ones(64).Data) {
		t.Error("the gradient of a prediction went through an old mask")
	}
}
