package sharelink

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"

	"convlab/engine/drawing"
)

// A drawing is the base64url of its strokes. A stroke is, as varints,
//
//	points*4 + pressure*2 + eraser, width
//
// and for each point dx and dy from the point before and, if the stroke has pressure,
// a byte for it. Lengths are in steps of 1/4096 of the pad's side, an eighth of one of
// its 504 pixels. From sample to sample the pen usually moves less than 64 steps, so a
// point takes two bytes. A pressure of 0 is unknown.
//
// Source of varints: https://protobuf.dev/programming-guides/encoding.
const (
	gridSize     = 4096 // steps along the pad's side
	flagEraser   = 1
	flagPressure = 2
	flagBits     = 2
	maxPressure  = 255
)

// Snap rounds a sample of the pen as a link does, so that the receiver gets the
// drawing bit for bit. It moves a point by at most half a step, a sixteenth of one of
// the pad's pixels.
func Snap(p drawing.Point) drawing.Point {
	return drawing.Point{
		X:        float32(toGrid(p.X)) / gridSize,
		Y:        float32(toGrid(p.Y)) / gridSize,
		Pressure: float32(pressureByte(p.Pressure)) / maxPressure,
	}
}

// SnapWidth rounds the width of a pen as a link does: a fraction of the pad's side,
// from drawing.MinWidth to drawing.MaxWidth.
func SnapWidth(width float32) float32 {
	return float32(widthToGrid(width)) / gridSize
}

func encodeInk(d drawing.Drawing) string {
	var out []byte
	var x, y int64
	for _, s := range d.Strokes {
		head := uint64(len(s.Points)) << flagBits
		if s.Eraser {
			head |= flagEraser
		}
		hasPressure := false
		for _, p := range s.Points {
			hasPressure = hasPressure || p.Pressure > 0
		}
		if hasPressure {
			head |= flagPressure
		}
		out = binary.AppendUvarint(out, head)
		out = binary.AppendUvarint(out, uint64(widthToGrid(s.Width)))
		for _, p := range s.Points {
			nx, ny := toGrid(p.X), toGrid(p.Y)
			out = binary.AppendVarint(out, nx-x)
			out = binary.AppendVarint(out, ny-y)
			x, y = nx, ny
			if hasPressure {
				out = append(out, pressureByte(p.Pressure))
			}
		}
	}
	return base64.RawURLEncoding.EncodeToString(out)
}

// toGrid rounds a fraction of the pad to steps. Values outside of the pad become those
// at its edge, as in drawing.Raster, and NaN becomes 0.
func toGrid(v float32) int64 {
	if !(v > 0) {
		return 0
	}
	return int64(math.Round(float64(min(v, 1)) * gridSize))
}

func widthToGrid(v float32) int64 { return toGrid(min(max(v, drawing.MinWidth), drawing.MaxWidth)) }

// pressureByte is at least 1 for a known pressure.
func pressureByte(p float32) byte {
	if !(p > 0) {
		return 0
	}
	return byte(max(math.Round(float64(min(p, 1))*maxPressure), 1))
}

func decodeInk(text string) (drawing.Drawing, error) {
	data, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(data) == 0 {
		return drawing.Drawing{}, invalidInk(text)
	}
	r := inkReader{rest: data}
	var d drawing.Drawing
	for points := 0; len(r.rest) > 0 && !r.bad; {
		s := r.stroke()
		if points += len(s.Points); len(d.Strokes) == drawing.MaxStrokes || points > drawing.MaxPoints {
			return drawing.Drawing{}, refuse("ink", "more", fmt.Sprintf("at most %d strokes of %d points together", drawing.MaxStrokes, drawing.MaxPoints))
		}
		d.Strokes = append(d.Strokes, s)
	}
	if r.bad {
		return drawing.Drawing{}, invalidInk(text)
	}
	return d, nil
}

func invalidInk(text string) error {
	return refuse("ink", quoted(text), "a drawing, as Convlab writes it")
}

// inkReader reads the bytes of a drawing.
type inkReader struct {
	rest []byte
	x, y int64
	bad  bool
}

func (r *inkReader) stroke() drawing.Stroke {
	head, width := r.uvarint(), r.uvarint()
	points := head >> flagBits
	// A point has at least two bytes: points that are only announced cost no memory.
	if points > uint64(len(r.rest)/2) {
		r.bad = true
		return drawing.Stroke{}
	}
	width = min(max(width, uint64(toGrid(drawing.MinWidth))), uint64(toGrid(drawing.MaxWidth)))
	s := drawing.Stroke{
		Eraser: head&flagEraser != 0,
		Width:  float32(width) / gridSize,
		Points: make([]drawing.Point, points),
	}
	for i := range s.Points {
		r.x, r.y = r.coordinate(r.x), r.coordinate(r.y)
		s.Points[i] = drawing.Point{X: float32(r.x) / gridSize, Y: float32(r.y) / gridSize}
		if head&flagPressure != 0 {
			s.Points[i].Pressure = float32(r.byte()) / maxPressure
		}
	}
	return s
}

func (r *inkReader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	r.skip(n)
	return v // 0 after an error
}

// coordinate reads a difference and returns the new coordinate, which must be on the
// pad.
func (r *inkReader) coordinate(from int64) int64 {
	d, n := binary.Varint(r.rest)
	r.skip(n)
	if to := from + d; d >= -gridSize && d <= gridSize && to >= 0 && to <= gridSize {
		return to
	}
	r.bad = true
	return from
}

func (r *inkReader) byte() byte {
	if len(r.rest) == 0 {
		r.bad = true
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

// skip skips a varint of n bytes; n is below 1 if it was invalid.
func (r *inkReader) skip(n int) {
	r.bad = r.bad || n < 1
	r.rest = r.rest[max(n, 0):]
}
