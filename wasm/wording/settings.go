package wording

import (
	"fmt"
	"strconv"
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// BlockShapes are the output shapes of every block's layers, then the head's.
func BlockShapes(s state.Settings) [][]spec.Shape {
	shapes, err := s.Model().Shapes()
	if err != nil {
		return nil
	}
	list := make([][]spec.Shape, 0, len(s.Blocks)+1)
	for _, b := range s.Blocks {
		makes := 1
		if b.Pooling != state.NoPooling {
			makes = 2
		}
		list = append(list, shapes[:makes])
		shapes = shapes[makes:]
	}
	return append(list, shapes[:1])
}

// Shapes is "26×26×32 → 13×13×32": the outputs of the convolution and of its pooling.
func Shapes(shapes []spec.Shape) string {
	text := make([]string, len(shapes))
	for i, shape := range shapes {
		text[i] = shape.String()
	}
	return strings.Join(text, " → ")
}

// Head is "576 → 64 → 10".
func Head(s state.Settings, shapes [][]spec.Shape) string {
	if len(shapes) == 0 {
		return ""
	}
	text := Count(shapes[len(shapes)-1][0].Size())
	if s.Units > 0 {
		text += " → " + Count(s.Units)
	}
	return text + " → " + strconv.Itoa(spec.Classes)
}

// WindowHint explains the window of a block with the cost of another one in the
// network shown: the next larger one that works, else the next smaller one.
func WindowHint(w Words, s state.Settings, block int) string {
	text := w.Format("hint.window")
	now, err := s.Model().Cost()
	if err != nil {
		return text
	}
	for _, by := range []int{2, -2} {
		size := s.Blocks[block].Window + by
		next, err := s.With(state.FieldPath(block, "window"), strconv.Itoa(size))
		if err != nil {
			continue
		}
		cost, err := next.Model().Cost()
		if err != nil {
			continue
		}
		return text + " " + w.Format("hint.window_cost", "size", fmt.Sprintf("%d×%d", size, size), "cost", costText(w, now, cost))
	}
	return text
}
