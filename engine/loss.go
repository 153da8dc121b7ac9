package engine

import (
	"fmt"
	"math"
)

// Sums are the loss and the hits of some examples, added up.
type Sums struct {
	Loss    float64 // sum of the examples' losses, in nats
	Correct int     // examples whose likeliest class is their label
	Count   int     // examples
}

// Add adds b to s. Sums of shards are added in the order of a Reduction, so
// that they are the same whichever worker computes which shard.
func (s *Sums) Add(b Sums) {
	s.Loss += b.Loss
	s.Correct += b.Correct
	s.Count += b.Count
}

// MeanLoss is Loss per example, in nats; 0 without examples.
func (s Sums) MeanLoss() float64 { return s.Loss / float64(max(s.Count, 1)) }

// Accuracy is Correct per example, 0 to 1; 0 without examples.
func (s Sums) Accuracy() float64 { return float64(s.Correct) / float64(max(s.Count, 1)) }

// crossentropy is softmax and categorical cross-entropy in one. Its float64
// form is reference.CrossEntropy and reference.CrossEntropyGradient.
//
//	z       [rows classes]  logits
//	p       [rows classes]  softmax(z)
//	labels  [rows]          below classes, or an error and dz is undefined
//	dz      [rows classes]  overwritten with the gradient of scale * sum of losses
//
// The loss of a row is -log(p[label]), computed from the logits so that it is
// finite where p has underflowed to 0. Its gradient by z is p - [c = label].
//
// Source: Goodfellow, Bengio, Courville, Deep Learning, 6.2.2.3.
func crossentropy(z, p Batch, labels []uint8, scale float32, dz Batch) (Sums, error) {
	if len(labels) != z.Rows {
		return Sums{}, fmt.Errorf("cross-entropy: expected a label for each of %d rows, received %d", z.Rows, len(labels))
	}
	s := Sums{Count: z.Rows}
	for i, label := range labels {
		if int(label) >= z.Cols {
			return Sums{}, fmt.Errorf("cross-entropy: expected labels 0 to %d, received %d in row %d of the batch: check the data's labels", z.Cols-1, label, i)
		}
		probabilities := row(p, i)
		s.Loss += rowLoss(row(z, i), label)
		if argmax(probabilities) == int(label) {
			s.Correct++
		}
		gradient := row(dz, i)
		for c, v := range probabilities {
			if c == int(label) {
				v -= 1
			}
			gradient[c] = v * scale
		}
	}
	return s, nil
}

// rowLoss is log(sum of exp(z - max z)) - (z[label] - max z), which neither
// overflows nor takes the logarithm of 0. No weight depends on it, so it may
// use the platform's exp and log.
func rowLoss(z []float32, label uint8) float64 {
	largest := float64(z[argmax(z)])
	var sum float64
	for _, v := range z {
		sum += math.Exp(float64(v) - largest)
	}
	return math.Log(sum) - (float64(z[label]) - largest)
}

// argmax returns the index of the largest number, the first of equals.
func argmax(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}
