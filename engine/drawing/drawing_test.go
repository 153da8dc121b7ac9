package drawing_test

import (
	"math"
	"strings"
	"testing"

	"convlab/engine/drawing"
)

func TestValidate(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	stroke := func(width float32, p ...drawing.Point) drawing.Drawing {
		return drawing.Drawing{Strokes: []drawing.Stroke{{Width: width, Points: p}}}
	}
	tests := []struct {
		name string
		d    drawing.Drawing
		want string
	}{
		{"empty pad", drawing.Drawing{}, ""},
		{"outside the pad", stroke(0.1, drawing.Point{X: -3, Y: 7}), ""},
		{"most strokes", drawing.Drawing{Strokes: make([]drawing.Stroke, 201)}, "at most 200 strokes, received 201"},
		{"most points", stroke(0.1, make([]drawing.Point, 20_001)...), "at most 20000 points"},
		{"a gesture without a beginning", gestures("js"), "joined strokes from 1 to 1, received 0 of 2 strokes"},
		{"a gesture of two strokes", gestures("sj"), ""},
		{"no width", stroke(0), "width above 0"},
		{"width", stroke(nan), "width above 0, received NaN"},
		{"x", stroke(0.1, drawing.Point{}, drawing.Point{X: nan}), "stroke 0, point 1: expected finite numbers, received x NaN"},
		{"y", stroke(0.1, drawing.Point{Y: inf}), "y +Inf"},
		{"pressure", stroke(0.1, drawing.Point{Pressure: nan}), "pressure NaN"},
	}
	for _, tt := range tests {
		got := ""
		if err := tt.d.Validate(); err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, tt.want) || (got == "") != (tt.want == "") {
			t.Errorf("%s: error %q, want one with %q", tt.name, got, tt.want)
		}
		raster(tt.d) // whatever was not validated must still not break the pad
	}
}
