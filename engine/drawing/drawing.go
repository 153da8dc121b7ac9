// Package drawing turns the strokes of a pen, or an image of a digit, into a
// picture as MNIST has them.
//
// Strokes are plain data. A Raster is the pad on which they are painted, and
// FromImage finds the digit on an image and paints it there. A Preparer crops,
// normalises the pen's width, scales and centres. Judge says whether the ink can
// be a digit.
package drawing

import (
	"fmt"
	"math"
	"slices"
)

// The limits of a drawing.
const (
	MaxStrokes = 200
	MaxPoints  = 20_000 // of all strokes together

	// Widths are clamped to these. The least is two pixels of the image on which
	// the pen's width is measured.
	MinWidth = 0.02
	MaxWidth = 0.25
)

// Point is one sample of the pen. X and Y are fractions of the pad's side, from
// the left and from the top, clamped to the pad. Pressure is 0 to 1 as in pointer
// events; 0 means unknown and counts as 0.5, which does not change the width.
type Point struct {
	X        float32 `json:"x"`
	Y        float32 `json:"y"`
	Pressure float32 `json:"pressure,omitempty"`
}

// Stroke is one path of the pen on the pad, without a gap.
type Stroke struct {
	Eraser bool    `json:"eraser,omitempty"`
	Joined bool    `json:"joined,omitempty"` // to the gesture of the stroke before it
	Width  float32 `json:"width"`            // fraction of the pad's side
	Points []Point `json:"points"`
}

// Drawing is a list of strokes in the order in which they were made. A gesture is
// one stroke, or several if the pen left the pad and came back without being
// lifted: the first, and those Joined to it.
type Drawing struct {
	Strokes []Stroke `json:"strokes"`
}

// Validate checks a drawing from outside: its size, and that all numbers are
// finite.
func (d Drawing) Validate() error {
	if len(d.Strokes) > MaxStrokes {
		return fmt.Errorf("drawing: expected at most %d strokes, received %d; clear the pad", MaxStrokes, len(d.Strokes))
	}
	points := 0
	for i, s := range d.Strokes {
		if points += len(s.Points); points > MaxPoints {
			return fmt.Errorf("drawing: expected at most %d points, received more up to stroke %d; clear the pad", MaxPoints, i)
		}
		if i == 0 && s.Joined {
			return errJoined(0, len(d.Strokes))
		}
		if !finite(s.Width) || s.Width <= 0 {
			return fmt.Errorf("drawing: stroke %d: expected a width above 0, received %v", i, s.Width)
		}
		for k, p := range s.Points {
			if !finite(p.X) || !finite(p.Y) || !finite(p.Pressure) {
				return fmt.Errorf("drawing: stroke %d, point %d: expected finite numbers, received x %v, y %v, pressure %v", i, k, p.X, p.Y, p.Pressure)
			}
		}
	}
	return nil
}

func finite(v float32) bool { return !math.IsNaN(float64(v)) && !math.IsInf(float64(v), 0) }

// LastGesture returns the index of the first stroke of the last gesture, 0 if
// there is none.
func (d Drawing) LastGesture() int {
	first := max(len(d.Strokes)-1, 0)
	for first > 0 && d.Strokes[first].Joined {
		first--
	}
	return first
}

// Joined lists the indices of the strokes that are joined to the one before them.
// Files and links store gestures in this form: most drawings have none, and a
// reader that does not know them loses no ink.
func (d Drawing) Joined() (list []int) {
	for i, s := range d.Strokes {
		if s.Joined {
			list = append(list, i)
		}
	}
	return list
}

// Join returns a copy of d in which the strokes of a list, as Joined returns it,
// are joined. It is an error unless the indices rise and are those of strokes
// after the first.
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
