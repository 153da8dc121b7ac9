package spec

import "fmt"

// Windowed is a layer that slides a window over rows and columns.
type Windowed interface {
	Layer
	// Window returns how the window slides over the rows and columns of in.
	Window(in Shape) (rows, cols Span, err error)
}

// windowedShape is the output shape of a windowed layer with that many channels.
func windowedShape(l Windowed, in Shape, channels int) (Shape, error) {
	rows, cols, err := l.Window(in)
	return Shape{H: rows.Out, W: cols.Out, C: channels}, err
}

// Padding says what happens at the borders of a sliding window. The zero
// value means Valid.
type Padding string

// The two paddings of Keras.
const (
	Valid Padding = "valid" // windows stay inside the input
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
	In, Out     int // positions of the input and of the output
	Size        int // of the window
	Stride      int
	Before      int // zeros before the first position
	After       int // zeros after the last one that a window reads
	Dropped     int // input positions that no window reads
	MaxSizeFits int // the largest Size that would give an Out of at least 1
}

// Slide follows Keras for size and stride of at least 1. Valid: out =
// floor((in - size) / stride) + 1, no zeros. Same: out = ceil(in / stride),
// total = max((out-1)*stride + size - in, 0) zeros, floor(total/2) of them
// before the input and the others after it.
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
	s.Dropped = in
	if s.Out > 0 {
		gaps := (s.Out - 1) * max(stride-size, 0)
		s.Dropped = gaps + max(in-s.end(), 0)
	}
	return s
}

// end is the first position after the last window.
func (s Span) end() int { return (s.Out-1)*s.Stride - s.Before + s.Size }

// slideSquare slides a square window over both axes, or refuses it. smallest is
// the smallest window that the layer may have.
func slideSquare(kind, field string, in Shape, size, stride int, p Padding, smallest int) (rows, cols Span, err error) {
	switch p.Or() {
	case Valid, Same:
	default:
		return rows, cols, notOneOf(kind, "padding", string(p), string(Valid), string(Same))
	}
	rows, cols = Slide(in.H, size, stride, p), Slide(in.W, size, stride, p)
	if rows.Out >= 1 && cols.Out >= 1 {
		return rows, cols, nil
	}
	fits := min(rows.MaxSizeFits, cols.MaxSizeFits)
	want := fmt.Sprintf("at most %d×%d, or same padding", fits, fits)
	if fits < smallest {
		want = "same padding, or the layer taken out"
	}
	return rows, cols, &Error{
		Path: field, Kind: kind, Value: fmt.Sprintf("%d×%d on %d×%d", size, size, in.H, in.W), Rule: RuleWindow,
		Want: want, Low: smallest, High: fits,
	}
}
