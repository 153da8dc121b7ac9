package drawing_test

import (
	"math"
	"reflect"
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
		{"a gesture without a first stroke", gestures("js"), "joined strokes from 1 to 1, received 0 of 2 strokes"},
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
		raster(tt.d) // a drawing that was not validated must not break the pad, either
	}
}

// gestures returns a drawing of empty strokes, one for each letter; "j" is joined.
func gestures(text string) (d drawing.Drawing) {
	for _, c := range text {
		d.Strokes = append(d.Strokes, drawing.Stroke{Width: 0.1, Joined: c == 'j'})
	}
	return d
}

func TestTheLastGestureBeginsWithAStrokeThatIsNotJoined(t *testing.T) {
	for text, want := range map[string]int{"": 0, "s": 0, "ss": 1, "sj": 0, "sjj": 0, "ssj": 1, "sjs": 2, "sjsjj": 2, "j": 0} {
		if got := gestures(text).LastGesture(); got != want {
			t.Errorf("%q: the last gesture begins with stroke %d, want %d", text, got, want)
		}
	}
}

func TestJoinInvertsJoined(t *testing.T) {
	d := gestures("sjssjj")
	if got := d.Joined(); !reflect.DeepEqual(got, []int{1, 4, 5}) {
		t.Errorf("joined are %v", got)
	}
	plain := gestures("ssssss")
	got, err := plain.Join(d.Joined())
	if err != nil || !reflect.DeepEqual(got, d) || !reflect.DeepEqual(plain, gestures("ssssss")) {
		t.Errorf("joined %+v from %+v, error %v", got, plain, err)
	}
	for _, list := range [][]int{{0}, {-1}, {6}, {2, 2}, {3, 1}, {1, 2, 3, 4, 5, 6}} {
		if _, err := plain.Join(list); err == nil || !strings.Contains(err.Error(), "rising indices of joined strokes from 1 to 5") {
			t.Errorf("%v: error %v", list, err)
		}
	}
	if _, err := (drawing.Drawing{}).Join([]int{1}); err == nil {
		t.Error("a stroke of an empty drawing was joined")
	}
}
