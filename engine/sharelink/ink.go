package sharelink

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"

	"convlab/engine/drawing"
)

// A drawing is base64url over its strokes, all numbers varints:
//
//	points*4 + pressed*2 + eraser, width, then for each point
//	dx, dy from the point before, and when pressed a byte of pressure
//
// Lengths are in steps of 1/4096 of the pad, an eighth of one of its pixels;
// the pen moves less than 64 of them from sample to sample, so that a point
// takes two bytes. A pressure of 0 means that it is not known.
//
// Source of varints: https://protobuf.dev/programming-guides/encoding.
const (
	side       = 4096
	flagEraser = 1
	flagPress  = 2
	flagBits   = 2
	fullPress  = 255
)

func encodeInk(d drawing.Drawing) string {
	var out []byte
	var x, y int64
	for _, s := range d.Strokes {
		head := uint64(len(s.Points)) << flagBits
		if s.Eraser {
			head |= flagEraser
		}
		pressed := false
		for _, p := range s.Points {
			pressed = pressed || p.Pressure > 0
		}
		if pressed {
			head |= flagPress
		}
		out = binary.AppendUvarint(out, head)
		out = binary.AppendUvarint(out, uint64(widthSteps(s.Width)))
		for _, p := range s.Points {
			nx, ny := steps(p.X), steps(p.Y)
			out = binary.AppendVarint(out, nx-x)
			out = binary.AppendVarint(out, ny-y)
			x, y = nx, ny
			if pressed {
				out = append(out, pressure(p.Pressure))
			}
		}
	}
	return base64.RawURLEncoding.EncodeToString(out)
}

// steps rounds a fraction of the pad; what lies outside is taken at the edge,
// as when it is painted, and what is not a number at 0.
func steps(v float32) int64 {
	if !(v > 0) {
		return 0
	}
	return int64(math.Round(float64(min(v, 1)) * side))
}

func widthSteps(v float32) int64 { return steps(min(max(v, drawing.MinWidth), drawing.MaxWidth)) }

// pressure keeps known and unknown apart.
func pressure(p float32) byte {
	if !(p > 0) {
		return 0
	}
	return byte(max(math.Round(float64(min(p, 1))*fullPress), 1))
}

func decodeInk(text string) (drawing.Drawing, error) {
	data, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(data) == 0 {
		return drawing.Drawing{}, noInk(text)
	}
	r := ink{rest: data}
	var d drawing.Drawing
	for points := 0; len(r.rest) > 0 && !r.bad; {
		s := r.stroke()
		if points += len(s.Points); len(d.Strokes) == drawing.MaxStrokes || points > drawing.MaxPoints {
			return drawing.Drawing{}, refuse("ink", "more", fmt.Sprintf("at most %d strokes of %d points together", drawing.MaxStrokes, drawing.MaxPoints))
		}
		d.Strokes = append(d.Strokes, s)
	}
	if r.bad {
		return drawing.Drawing{}, noInk(text)
	}
	return d, nil
}

func noInk(text string) error { return refuse("ink", quoted(text), "a drawing, as Convlab writes it") }

// ink is what is left to read of a drawing.
type ink struct {
	rest []byte
	x, y int64
	bad  bool
}

func (r *ink) stroke() drawing.Stroke {
	head, width := r.whole(), r.whole()
	points := head >> flagBits
	// A point has at least two bytes: nothing is allocated for those that are only announced.
	if points > uint64(len(r.rest)/2) {
		r.bad = true
		return drawing.Stroke{}
	}
	width = min(max(width, uint64(steps(drawing.MinWidth))), uint64(steps(drawing.MaxWidth)))
	s := drawing.Stroke{
		Eraser: head&flagEraser != 0,
		Width:  float32(width) / side,
		Points: make([]drawing.Point, points),
	}
	for i := range s.Points {
		r.x, r.y = r.move(r.x), r.move(r.y)
		s.Points[i] = drawing.Point{X: float32(r.x) / side, Y: float32(r.y) / side}
		if head&flagPress != 0 {
			s.Points[i].Pressure = float32(r.byte()) / fullPress
		}
	}
	return s
}

func (r *ink) whole() uint64 {
	v, n := binary.Uvarint(r.rest)
	r.skip(n)
	return v // 0 when there was none
}

// move reads a difference and returns the place, which must be on the pad.
func (r *ink) move(from int64) int64 {
	d, n := binary.Varint(r.rest)
	r.skip(n)
	if to := from + d; d >= -side && d <= side && to >= 0 && to <= side {
		return to
	}
	r.bad = true
	return from
}

func (r *ink) byte() byte {
	if len(r.rest) == 0 {
		r.bad = true
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

// skip goes on behind a varint of n bytes; below 1 it was none.
func (r *ink) skip(n int) {
	r.bad = r.bad || n < 1
	r.rest = r.rest[max(n, 0):]
}
