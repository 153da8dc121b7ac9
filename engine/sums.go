package engine

// Sums are what a batch, or a part of it, adds to the score.
type Sums struct {
	Loss    float64 // sum of the examples' losses, in nats
	Correct int     // examples whose likeliest class is their label
	Count   int     // examples
}

// Add adds b to s. Sums of shards are added in the tree of their gradients, so
// that they are the same whoever computed the shards.
func (s *Sums) Add(b Sums) {
	s.Loss += b.Loss
	s.Correct += b.Correct
	s.Count += b.Count
}

// MeanLoss is Loss per example, 0 for none.
func (s Sums) MeanLoss() float64 { return s.Loss / float64(max(s.Count, 1)) }

// Accuracy is Correct per example, 0 for none.
func (s Sums) Accuracy() float64 { return float64(s.Correct) / float64(max(s.Count, 1)) }
