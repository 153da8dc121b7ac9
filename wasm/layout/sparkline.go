package layout

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"convlab/engine/wire"
)

// Sparkline is the curve of the training accuracy in a box of w by h pixels, as a path in the syntax of SVG: x from the first epoch
// to the last one, y from the lowest accuracy to 1, with a tenth of h above and below. It is "" before there are two points.
func Sparkline(scores []wire.Score, epochs int, w, h float64) string {
	points := slices.DeleteFunc(slices.Clone(scores), func(p wire.Score) bool { return p.Set != wire.TrainSet })
	if len(points) < 2 || epochs < 1 {
		return ""
	}
	low := slices.MinFunc(points, func(a, b wire.Score) int { return cmp.Compare(a.Accuracy, b.Accuracy) }).Accuracy
	span := 1 - low
	if span == 0 { // all answers were right
		span = 1
	}
	var path strings.Builder
	for i, p := range points {
		fmt.Fprintf(&path, "%c%.1f %.1f", "ML"[min(i, 1)], w*p.Epoch/float64(epochs), h*(0.1+0.8*(1-p.Accuracy)/span))
	}
	return path.String()
}
