package drawing

import (
	"fmt"
	"slices"
)

// A gesture is what the pen does from down to up. It is one stroke, or several
// where the pen leaves the pad and comes back: the first, and those Joined to it.

// LastGesture is the index of the stroke with which the last gesture begins, 0
// where there is none.
func (d Drawing) LastGesture() int {
	first := max(len(d.Strokes)-1, 0)
	for first > 0 && d.Strokes[first].Joined {
		first--
	}
	return first
}

// Joined lists the strokes that are joined to the one before them, by index. It
// is what a file or a link says of gestures: most drawings have none, and a
// reader that does not know of them loses no ink.
func (d Drawing) Joined() (list []int) {
	for i, s := range d.Strokes {
		if s.Joined {
			list = append(list, i)
		}
	}
	return list
}

// Join returns d with the strokes of a list as Joined writes it joined, and d
// itself unchanged. The error is that of a list that cannot be: indices rise
// and are those of strokes behind the first.
func (d Drawing) Join(list []int) (Drawing, error) {
	joined := Drawing{Strokes: slices.Clone(d.Strokes)}
	before := 0
	for _, i := range list {
		if i <= before || i >= len(d.Strokes) {
			return Drawing{}, errJoined(i, len(d.Strokes))
		}
		joined.Strokes[i].Joined = true
		before = i
	}
	return joined, nil
}

func errJoined(i, n int) error {
	return fmt.Errorf("drawing: expected rising indices of joined strokes from 1 to %d, received %d of %d strokes", n-1, i, n)
}
