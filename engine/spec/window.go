package spec

import "fmt"

// Padding says what happens at the borders of a sliding window. The zero
// value means Valid.
type Padding string

// The two paddings of Keras.
const (
	Valid Padding = "valid" // windows stay inside the picture
	Same  Padding = "same"  // zeros around it, so that stride 1 keeps the size
)

// Or returns p, or Valid when p is empty.
func (p Padding) Or() Padding {
	if p == "" {
		return Valid
	}
	return p
}

// Span is a window sliding along one axis.
type Span struct {
	In, Out     int // positions before and after
	Size        int // of the window
	Stride      int
	Before      int // zeros before the first position
	After       int // zeros after the last one that a window reaches
	Uncovered   int // input positions that no window reads
	MaxSizeFits int // the largest Size that would give an Out of at least 1
}

// Slide follows Keras for size and stride of at least 1. Valid: out =
// floor((in - size) / stride) + 1, zeros nowhere. Same: out = ceil(in /
// stride), total = max((out-1)*stride + size - in, 0) zeros of which
// floor(total/2) stand before: the odd one stands after.
func Slide(in, size, stride int, p Padding) Span {
	s := Span{In: in, Size: size, Stride: stride, MaxSizeFits: in}
	if p.Or() == Same {
		s.Out = (in + stride - 1) / stride
		total := max((s.Out-1)*stride+size-in, 0)
		s.Before, s.After = total/2, total-total/2
		s.MaxSizeFits = MaxKernelSize
	} else if in >= size {
		s.Out = (in-size)/stride + 1
	}
	s.Uncovered = in
	if s.Out > 0 {
		end := (s.Out-1)*stride - s.Before + size // first position behind the last window
		gaps := (s.Out - 1) * max(stride-size, 0)
		s.Uncovered = gaps + max(in-end, 0)
	}
	return s
}

// slide2 slides a square window over both axes, or refuses it. smallest is
// the smallest window that the layer may have.
func slide2(kind, field string, in Shape, size, stride int, p Padding, smallest int) (rows, cols Span, err error) {
	switch p.Or() {
	case Valid, Same:
	default:
		return rows, cols, choice(kind, "padding", string(p), string(Valid), string(Same))
	}
	rows, cols = Slide(in.H, size, stride, p), Slide(in.W, size, stride, p)
	if rows.Out >= 1 && cols.Out >= 1 {
		return rows, cols, nil
	}
	fits := min(rows.MaxSizeFits, cols.MaxSizeFits)
	want := fmt.Sprintf("at most %d×%d, or same padding", fits, fits)
	if fits < smallest {
		want = "same padding, or no such layer here"
	}
	return rows, cols, &Error{
		Path: field, Kind: kind, Value: fmt.Sprintf("%d×%d on %d×%d", size, size, in.H, in.W), Rule: RuleWindow,
		Want: want, Low: smallest, High: fits,
	}
}
