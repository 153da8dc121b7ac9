package picture

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
)

// brands returns the first box of a file in ISO's base media format.
func brands(major string, others ...string) string {
	text := "ftyp" + major + "\x00\x00\x00\x00" + strings.Join(others, "")
	return string(binary.BigEndian.AppendUint32(nil, uint32(4+len(text)))) + text
}

func TestKindOf(t *testing.T) {
	for what, c := range map[string]struct {
		head string
		want Kind
	}{
		"PNG":                      {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", PNG},
		"PNG sent as text":         {"\x89PNG\n\x1a\n", None},
		"JPEG":                     {"\xff\xd8\xff\xe0\x00\x10JFIF", JPEG},
		"GIF":                      {"GIF89a\x01\x00", GIF},
		"GIF of 1987":              {"GIF87a\x01\x00", GIF},
		"iPhone":                   {brands("heic", "mif1", "heic"), HEIC},
		"HEIF by another brand":    {brands("mif1", "miaf"), HEIC},
		"AVIF":                     {brands("avif", "mif1", "miaf"), AVIF},
		"AVIF by a second brand":   {brands("mif1", "avif", "heic"), AVIF},
		"video":                    {brands("isom", "mp41"), None},
		"brand after the box":      {brands("isom", "mp41") + "heic", None},
		"brand as a version":       {"\x00\x00\x00\x10ftypisomheic", None},
		"WebP":                     {"RIFF\x24\x00\x00\x00WEBPVP8 ", WebP},
		"sound":                    {"RIFF\x24\x00\x00\x00WAVEfmt ", None},
		"TIFF":                     {"II*\x00\x08\x00\x00\x00", TIFF},
		"TIFF, highest byte first": {"MM\x00*\x00\x00\x00\x08", TIFF},
		"BMP":                      {"BM\x36\x10\x00\x00\x00\x00\x00\x00\x36\x00", BMP},
		"BMP, text":                {"BMW and other cars", None},
		"SVG":                      {`<svg xmlns="http://www.w3.org/2000/svg">`, SVG},
		"SVG as a program saves":   {"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<svg>", SVG},
		"XML":                      {"<?xml version=\"1.0\"?><note/>", None},
		"a page with an SVG in it": {"<!doctype html><svg>", None},
		"text":                     {"hello", None},
		"nothing":                  {"", None},
		"a network":                {"\x40\x00\x00\x00\x00\x00\x00\x00{\"dense/kernel\"", None},
		"a network with BM":        {"BM\x00\x00\x00\x00\x00\x00{\"dense/kernel\"", None},
	} {
		if got := KindOf([]byte(c.head)); got != c.want {
			t.Errorf("%s: got %q, want %q", what, got, c.want)
		}
	}
}

func refusal(t *testing.T, err error) Refusal {
	t.Helper()
	if err == nil {
		return ""
	}
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Message, "expected") || !strings.Contains(e.Message, "received") {
		t.Fatalf("the error is %v, want one that says what was expected and what was received", err)
	}
	return e.Refusal
}

// The kind is checked before the size: a smaller HEIC cannot be read either.
func TestLimitsOfAFile(t *testing.T) {
	const png = "\x89PNG\r\n\x1a\n"
	for _, c := range []struct {
		head string
		size int64
		want Refusal
	}{
		{png, MaxBytes, ""}, {png, MaxBytes + 1, TooManyBytes}, {brands("heic"), MaxBytes + 1, OtherKind}, {"GIF89a", 0, ""}, {"<svg>", 5, OtherKind}, {"", 0, OtherKind},
	} {
		if _, err := Check([]byte(c.head), c.size); refusal(t, err) != c.want {
			t.Errorf("%d bytes that begin with %q: %v, want %q", c.size, c.head, err, c.want)
		}
	}
}

func TestLimitsOfASize(t *testing.T) {
	for _, c := range []struct {
		width, height int
		want          Refusal
	}{
		{5712, 4284, ""}, {1, 1, ""}, {8000, 4000, ""}, {8001, 4000, TooManyPixels}, {4000, 8001, TooManyPixels}, {MaxPixels, 1, ""},
		{0, 5, Damaged}, {5, 0, Damaged}, {-5, -5, Damaged}, {1<<31 - 1, 1<<31 - 1, TooManyPixels},
	} {
		if err := CheckSize(c.width, c.height); refusal(t, err) != c.want {
			t.Errorf("%d×%d: %v, want %q", c.width, c.height, err, c.want)
		}
	}
}

// FuzzKind: no input panics, and no safetensors file is taken for a picture.
func FuzzKind(f *testing.F) {
	for _, head := range []string{"", "\x00\x00\x00\x18ftypheic", "\xff\xff\xff\xffftyp", "<svg", "\xef\xbb\xbf<?xml", "RIFF....WEBP", "BM", "\x00\x00\x00\x00ftypavif"} {
		f.Add([]byte(head), uint32(len(head)))
	}
	f.Fuzz(func(t *testing.T, head []byte, n uint32) {
		kind := KindOf(head)
		if _, err := Check(head, int64(len(head))); (err == nil) != kind.Readable() && len(head) <= MaxBytes {
			t.Errorf("%q: %v", kind, err)
		}
		network := append(binary.LittleEndian.AppendUint64(nil, uint64(n%(1<<20))), '{')
		if kind := KindOf(append(network, head...)); kind != None {
			t.Errorf("a network with a header of %d bytes is taken for %s", n%(1<<20), kind)
		}
	})
}
