// Package drawing holds what a pen does and turns it into a picture as MNIST
// has them. Strokes are plain data; a Raster is the pad they are painted on;
// a Preparer crops, normalises the pen, scales and centres.
package drawing

import (
	"fmt"
	"math"
)

const (
	MaxStrokes = 200    // of one drawing
	MaxPoints  = 20_000 // of all its strokes together

	// Widths outside these are taken as the nearer one. The thinnest is two
	// pixels of the grid on which the pen's width is measured.
	MinWidth = 0.02
	MaxWidth = 0.25
)

// Point is one sample of the pen. X and Y are fractions of the pad's side,
// from the left and from the top; what lies outside is taken at the edge.
// Pressure is 0 to 1 as pointer events give it; 0 means that it is not known
// and counts as 0.5, which leaves the width as it is.
type Point struct {
	X        float32 `json:"x"`
	Y        float32 `json:"y"`
	Pressure float32 `json:"pressure,omitempty"`
}

// Stroke is one way of the pen on the pad, without a gap.
type Stroke struct {
	Eraser bool    `json:"eraser,omitempty"`
	Joined bool    `json:"joined,omitempty"` // to the gesture of the stroke before it
	Width  float32 `json:"width"`            // fraction of the pad's side
	Points []Point `json:"points"`
}

// Drawing is all strokes in the order in which they were made.
type Drawing struct {
	Strokes []Stroke `json:"strokes"`
}

// Validate checks a drawing that came from outside: its size, and that every
// number is one.
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
