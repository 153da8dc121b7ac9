package checkpoint

import (
	"fmt"

	"convlab/engine/drawing"
)

// A drawing is two arrays: points [n 3] of x, y and pressure, and strokes
// [k 3] of eraser, width and how many of the points are theirs. Which strokes are
// joined to the one before is in the metadata, where builds that do not know it
// pass over it.
const (
	pointsName  = "drawing/points"
	strokesName = "drawing/strokes"
	drawingSide = 3
)

func drawingArrays(d drawing.Drawing) []Array {
	points := Array{Name: pointsName, Type: F32}
	strokes := Array{Name: strokesName, Type: F32, Shape: []int{len(d.Strokes), drawingSide}}
	for _, s := range d.Strokes {
		eraser := float32(0)
		if s.Eraser {
			eraser = 1
		}
		strokes.Values = append(strokes.Values, eraser, s.Width, float32(len(s.Points)))
		for _, p := range s.Points {
			points.Values = append(points.Values, p.X, p.Y, p.Pressure)
		}
	}
	points.Shape = []int{len(points.Values) / drawingSide, drawingSide}
	var arrays []Array // a safetensors array holds something
	for _, a := range []Array{points, strokes} {
		if len(a.Values) > 0 {
			arrays = append(arrays, a)
		}
	}
	return arrays
}

func (h header) drawing(extras map[string]entry) (d drawing.Drawing, err error) {
	strokes, err := h.table(extras, strokesName)
	if err != nil {
		return d, err
	}
	points, err := h.table(extras, pointsName)
	if err != nil {
		return d, err
	}
	for ; len(strokes) > 0; strokes = strokes[drawingSide:] {
		eraser, count := strokes[0], int(max(min(strokes[2], drawing.MaxPoints+1), -1))
		if eraser != 0 && eraser != 1 || float32(count) != strokes[2] || count < 0 || count > len(points)/drawingSide {
			return d, fmt.Errorf("checkpoint: drawing: expected strokes of an eraser of 0 or 1 and as many points as there are, received %v and %d points", strokes[:drawingSide], len(points)/drawingSide)
		}
		s := drawing.Stroke{Eraser: eraser == 1, Width: strokes[1]}
		for range count {
			s.Points = append(s.Points, drawing.Point{X: points[0], Y: points[1], Pressure: points[2]})
			points = points[drawingSide:]
		}
		d.Strokes = append(d.Strokes, s)
	}
	if len(points) > 0 {
		return d, fmt.Errorf("checkpoint: drawing: expected a stroke for every point, received %d points more", len(points)/drawingSide)
	}
	if h.metadata[keyJoined] == "" {
		return d, nil
	}
	var joined []int
	if err := readText(h.metadata, keyJoined, "indices of strokes", &joined); err != nil {
		return d, err
	}
	if d, err = d.Join(joined); err != nil {
		return d, fmt.Errorf("checkpoint: %w", err)
	}
	return d, nil
}
