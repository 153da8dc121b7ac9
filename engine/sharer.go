package engine

import "context"

// Sharer is a Gradienter that can also make whole steps, with weights that are
// spread over workers.
type Sharer interface {
	Gradienter
	// Share makes step s at the rate, from the weights after the last step that was
	// shared, or from flat when there was none since Unshare. next is the step
	// behind it, empty when there is none yet. done is false when it could not: then
	// nothing was made. With a *Divergence done is true, and no weight has changed.
	Share(ctx context.Context, s, next Step, rate float32, flat Flat) (sums Sums, done bool, err error)
	// Collect overwrites flat with the weights after the last step that was shared.
	// It reports false when some are lost; flat is then as it was.
	Collect(flat Flat) bool
	// Unshare forgets the weights that were shared.
	Unshare()
	// Breathe is called between two steps that are made again: it calls
	// Local.Between, as all others may while they wait.
	Breathe()
}
