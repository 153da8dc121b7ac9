package session_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"convlab/engine/wire"
)

func TestPixelsThatNoPadHasAreRefused(t *testing.T) {
	r := opened(t, short())
	for _, wrong := range []float32{1.5, -0.25, float32(math.Inf(1)), float32(math.NaN())} {
		picture := pixels()
		picture[300] = wrong
		r.do(wire.Predict{ID: 1, Pixels: picture})
		if f := r.wantFault("predict", wire.CauseCommand); !strings.Contains(f.Message, fmt.Sprintf("received %v as pixel 300", wrong)) {
			t.Errorf("%v: the message is %q", wrong, f.Message)
		}
	}
	r.do(wire.Predict{ID: 1, Pixels: pixels()[1:]})
	if f := r.wantFault("predict", wire.CauseCommand); !strings.Contains(f.Message, "expected 784 pixels, received 783") {
		t.Errorf("one too few: the message is %q", f.Message)
	}
}
