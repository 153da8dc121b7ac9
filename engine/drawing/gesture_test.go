package drawing_test

import (
	"reflect"
	"strings"
	"testing"

	"convlab/engine/drawing"
)

// gestures is a drawing of empty strokes, of which "j" are joined.
func gestures(text string) (d drawing.Drawing) {
	for _, c := range text {
		d.Strokes = append(d.Strokes, drawing.Stroke{Width: 0.1, Joined: c == 'j'})
	}
	return d
}

func TestTheLastGestureBeginsWithTheStrokeThatIsNotJoined(t *testing.T) {
	for text, want := range map[string]int{"": 0, "s": 0, "ss": 1, "sj": 0, "sjj": 0, "ssj": 1, "sjs": 2, "sjsjj": 2, "j": 0} {
		if got := gestures(text).LastGesture(); got != want {
			t.Errorf("%q: the last gesture begins with stroke %d, want %d", text, got, want)
		}
	}
}

func TestJoinMakesWhatJoinedLists(t *testing.T) {
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
