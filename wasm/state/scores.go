package state

import "convlab/engine/wire"

// maxScores bounds the curves: more points than a screen has pixels.
const maxScores = 4000

// thinned leaves out every second training score of the older half once there
// are too many. Test scores are few and stay.
func thinned(scores []wire.Score) []wire.Score {
	if len(scores) <= maxScores {
		return scores
	}
	kept := scores[:0]
	for i, p := range scores {
		if i >= maxScores/2 || i%2 == 0 || p.Set == wire.TestSet {
			kept = append(kept, p)
		}
	}
	return kept
}
