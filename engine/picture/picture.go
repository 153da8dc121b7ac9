// Package picture recognises picture files by their first bytes, says whether one
// can be read, and reads the orientation of a photo. It decodes no pixels; package
// decode does.
package picture

import "fmt"

// Limits of a picture, checked before a pixel is decoded. A phone's photo of
// 5712×4284 pixels is within them.
const (
	MaxBytes  = 20 << 20
	MaxPixels = 32_000_000
)

// Refusal is the reason why a picture is not read, by which a page chooses its words.
type Refusal string

// The refusals.
const (
	OtherKind     Refusal = "kind" // a kind that cannot be read, or not a picture
	TooManyBytes  Refusal = "bytes"
	TooManyPixels Refusal = "pixels"
	Cut           Refusal = "cut" // the end is missing
	Damaged       Refusal = "damaged"
	NoInk         Refusal = "noink"   // without a digit
	Several       Refusal = "several" // with several digits
)

// Error says why a picture is not read, and what to do.
type Error struct {
	Refusal Refusal
	Message string
}

func (e *Error) Error() string { return e.Message }

// Refuse returns an Error with a formatted message.
func Refuse(r Refusal, format string, values ...any) *Error {
	return &Error{Refusal: r, Message: fmt.Sprintf(format, values...)}
}

// Check returns the kind of a file, given its first bytes, up to HeadBytes of them,
// and its size. The error is an *Error for a picture that cannot be read. An
// unreadable kind is reported whatever the size, since a smaller file would not help.
func Check(head []byte, size int64) (Kind, error) {
	kind := KindOf(head)
	switch {
	case kind == None:
		return kind, Refuse(OtherKind, "expected a PNG, JPEG or GIF picture, received something else: save it as one of them")
	case !kind.Readable():
		return kind, Refuse(OtherKind, "expected a PNG, JPEG or GIF picture, received %s: save it as PNG or JPEG", kind)
	case size > MaxBytes:
		return kind, Refuse(TooManyBytes, "expected at most %d bytes, received %d: make the picture smaller", MaxBytes, size)
	}
	return kind, nil
}

// CheckSize checks a picture's width and height before its pixels are decoded: a few
// bytes can announce gigabytes. The error is an *Error.
func CheckSize(width, height int) error {
	switch {
	case width < 1 || height < 1:
		return Refuse(Damaged, "expected sides of at least 1 pixel, received %d×%d", width, height)
	case int64(width)*int64(height) > MaxPixels:
		return Refuse(TooManyPixels, "expected at most %d pixels, received %d×%d: scale the picture down", MaxPixels, width, height)
	}
	return nil
}
