package checkpoint

import (
	"fmt"

	"convlab/engine/drawing"
	"convlab/engine/safetensors"
)

// A drawing is two tensors: points [n, 3] of x, y and pressure, and strokes
// [k, 3] of eraser, width and number of points. The indices of joined strokes are
// in the metadata, where earlier builds ignore them.
const (
	pointsName     = "drawing/points"
	strokesName    = "drawing/strokes"
	drawingColumns = 3
)

func drawingTensors(d drawing.Drawing) []safetensors.Tensor {
	points := safetensors.Tensor{Name: pointsName, DType: safetensors.F32}
	strokes := safetensors.Tensor{Name: strokesName, DType: safetensors.F32, Shape: []int{len(d.Strokes), drawingColumns}}
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
	points.Shape = []int{len(points.Values) / drawingColumns, drawingColumns}
	var tensors []safetensors.Tensor // none is empty: a dimension is at least 1
	for _, t := range []safetensors.Tensor{points, strokes} {
		if len(t.Values) > 0 {
			tensors = append(tensors, t)
		}
	}
	return tensors
}

func (f File) drawing(tables map[string]safetensors.TensorInfo) (d drawing.Drawing, err error) {
	strokes, err := f.table(tables, strokesName)
	if err != nil {
		return d, err
	}
	points, err := f.table(tables, pointsName)
	if err != nil {
		return d, err
	}
	for ; len(strokes) > 0; strokes = strokes[drawingColumns:] {
		eraser, count := strokes[0], int(max(min(strokes[2], drawing.MaxPoints+1), -1))
		if eraser != 0 && eraser != 1 || float32(count) != strokes[2] || count < 0 || count > len(points)/drawingColumns {
			return d, fmt.Errorf("checkpoint: drawing: expected strokes of an eraser of 0 or 1 and as many points as there are, received %v and %d points", strokes[:drawingColumns], len(points)/drawingColumns)
		}
		s := drawing.Stroke{Eraser: eraser == 1, Width: strokes[1]}
		for range count {
			s.Points = append(s.Points, drawing.Point{X: points[0], Y: points[1], Pressure: points[2]})
			points = points[drawingColumns:]
		}
		d.Strokes = append(d.Strokes, s)
	}
	if len(points) > 0 {
		return d, fmt.Errorf("checkpoint: drawing: expected a stroke for every point, received %d points more", len(points)/drawingColumns)
	}
	if f.reader.Metadata[keyJoined] == "" {
		return d, nil
	}
	var joined []int
	if err := f.readJSON(keyJoined, "indices of strokes", &joined); err != nil {
		return d, err
	}
	if d, err = d.Join(joined); err != nil {
		return d, fmt.Errorf("checkpoint: %w", err)
	}
	return d, nil
}
