package spec

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
)

// testdata/windows.txt holds what real Keras does, written by windows.py: sizes
// are rounded down, and same padding has the odd zero at the end.
func TestSlideFollowsKeras(t *testing.T) {
	f, err := os.Open("testdata/windows.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		var in, size, stride, out, before, after, dropped int
		var p Padding
		if _, err := fmt.Sscan(lines.Text(), &in, &size, &stride, &p, &out, &before, &after, &dropped); err != nil {
			t.Fatalf("%q: %v", lines.Text(), err)
		}
		rows++
		s := Slide(in, size, stride, p)
		if s.Out != out || s.Before != before || s.After != after || s.Dropped != dropped {
			t.Errorf("%s: got out %d, before %d, after %d, dropped %d", lines.Text(), s.Out, s.Before, s.After, s.Dropped)
		}
	}
	// 17 sizes × 7 windows × 3 strides × 2 paddings, less the 21 pairs of a
	// valid window larger than its input, at 3 strides each.
	if want := 17*7*3*2 - 21*3; rows != want {
		t.Errorf("read %d rows, want %d", rows, want)
	}
}

func TestValidWindowLargerThanInputHasNoOutput(t *testing.T) {
	for _, stride := range []int{1, 2, 3} {
		if s := Slide(4, 5, stride, Valid); s.Out != 0 || s.Dropped != 4 || s.MaxSizeFits != 4 {
			t.Errorf("stride %d: got %+v", stride, s)
		}
	}
}

func TestEmptyPaddingIsValid(t *testing.T) {
	if got, want := Slide(11, 2, 2, ""), Slide(11, 2, 2, Valid); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
