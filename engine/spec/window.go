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

// Slide follows Keras. Valid: out = floor((in - size) / stride) + 1, zeros
// nowhere. Same: out = ceil(in / stride), total = max((out-1)*stride + size -
// in, 0) zeros of which floor(total/2) stand before: the odd one stands after.
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
	covered := make([]bool, in)
	for o := range s.Out {
		for k := range size {
			if i := o*stride + k - s.Before; i >= 0 && i < in {
				covered[i] = true
			}
		}
	}
	for _, c := range covered {
		if !c {
			s.Uncovered++
		}
	}
	return s
}

// slide2 slides a square window over both axes, or refuses it.
func slide2(kind, field string, in Shape, size, stride int, p Padding) (rows, cols Span, err error) {
	switch p.Or() {
	case Valid, Same:
	default:
		return rows, cols, choice(kind, "padding", string(p), "valid", "same")
	}
	rows, cols = Slide(in.H, size, stride, p), Slide(in.W, size, stride, p)
	if rows.Out < 1 || cols.Out < 1 {
		fits := min(rows.MaxSizeFits, cols.MaxSizeFits)
		return rows, cols, &Error{
			Path: field, Kind: kind, Value: fmt.Sprintf("%d×%d on %d×%d", size, size, in.H, in.W), Rule: RuleWindow,
			Want: fmt.Sprintf("at most %d×%d, or same padding", fits, fits), Low: 1, High: fits,
		}
	}
	return rows, cols, nil
}
