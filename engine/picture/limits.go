package picture

import "fmt"

// Limits of a picture, both looked at before a pixel is decoded. A phone's
// photo of 5712×4284 pixels fits.
const (
	MaxBytes  = 20 << 20
	MaxPixels = 32_000_000
)

// Refusal is why a picture is not read, for a page to choose its words by.
type Refusal string

// The refusals.
const (
	OtherKind     Refusal = "kind" // that cannot be read, or no picture
	TooManyBytes  Refusal = "bytes"
	TooManyPixels Refusal = "pixels"
	Cut           Refusal = "cut" // its end is missing
	Damaged       Refusal = "damaged"
	NoInk         Refusal = "noink"   // nothing on it is a digit
	Several       Refusal = "several" // digits
)

// Error says that a picture is not read, and what would be.
type Error struct {
	Refusal Refusal
	Message string
}

func (e *Error) Error() string { return e.Message }

// Refuse is an Error.
func Refuse(r Refusal, format string, values ...any) *Error {
	return &Error{Refusal: r, Message: fmt.Sprintf(format, values...)}
}

// Check looks at what is known of a file before it is read: its first bytes, up
// to HeadBytes of them, and its size. The kind comes first, since what to do
// about another one is the same at any size.
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

// CheckSize looks at a picture's sides before its pixels: a few bytes can
// announce gigabytes.
func CheckSize(width, height int) error {
	switch {
	case width < 1 || height < 1:
		return Refuse(Damaged, "expected sides of at least 1 pixel, received %d×%d", width, height)
	case int64(width)*int64(height) > MaxPixels:
		return Refuse(TooManyPixels, "expected at most %d pixels, received %d×%d: scale the picture down", MaxPixels, width, height)
	}
	return nil
}
