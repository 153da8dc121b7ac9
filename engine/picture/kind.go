package picture

import (
	"bytes"
	"slices"
)

// Kind is a kind of picture, by the name that people know it by.
type Kind string

// The kinds. Only PNG, JPEG and GIF are read; the others are told apart so that
// a refusal can say what the picture is.
const (
	None Kind = "" // not a picture, or none that is known here
	PNG  Kind = "PNG"
	JPEG Kind = "JPEG"
	GIF  Kind = "GIF"
	HEIC Kind = "HEIC" // and every other HEIF that is not AVIF
	AVIF Kind = "AVIF"
	WebP Kind = "WebP"
	SVG  Kind = "SVG"
	BMP  Kind = "BMP"
	TIFF Kind = "TIFF"
)

// Readable reports whether pictures of the kind are read.
func (k Kind) Readable() bool { return k == PNG || k == JPEG || k == GIF }

// HeadBytes is how many of a file's first bytes KindOf wants to see: an SVG may
// begin with comments.
const HeadBytes = 1024

// KindOf tells the kind of a picture by its first bytes, whatever its name.
// None of the signatures can begin a safetensors file, which begins with the
// length of its header: 8 bytes, lowest first, then "{".
func KindOf(head []byte) Kind {
	begins := func(signature string) bool { return bytes.HasPrefix(head, []byte(signature)) }
	has := func(at int, text string) bool { return len(head) >= at && bytes.HasPrefix(head[at:], []byte(text)) }
	switch {
	case begins("\x89PNG\r\n\x1a\n"):
		return PNG
	case begins("\xff\xd8\xff"):
		return JPEG
	case begins("GIF87a"), begins("GIF89a"):
		return GIF
	case begins("RIFF") && has(8, "WEBP"):
		return WebP
	case begins("II*\x00"), begins("MM\x00*"):
		return TIFF
	case begins("BM") && has(6, "\x00\x00\x00\x00"): // reserved, behind the size of the file
		return BMP
	case has(4, "ftyp"):
		return mediaKind(head)
	case isSVG(head):
		return SVG
	}
	return None
}

// mediaKind tells the pictures among the files of ISO's base media format,
// which videos are, too: by the brands in the first box, whose length comes
// before its name. Source: ISO/IEC 14496-12, 4.3; 23008-12, 10; AV1 Image File
// Format, 2.
func mediaKind(head []byte) Kind {
	const header, brand = 8, 4
	end := min(len(head), int(head[2])<<8|int(head[3])) // of the box; the first is short
	var brands []string
	for at := header; at+brand <= end; at += brand {
		if at != header+brand { // which is the minor version
			brands = append(brands, string(head[at:at+brand]))
		}
	}
	is := func(names ...string) bool {
		return slices.ContainsFunc(brands, func(b string) bool { return slices.Contains(names, b) })
	}
	switch {
	case is("avif", "avis"):
		return AVIF
	case is("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"):
		return HEIC
	}
	return None
}

// isSVG looks for the root element in text that begins as an XML document does.
func isSVG(head []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, beginning := range []string{"<svg", "<?xml", "<!--", "<!DOCTYPE svg"} {
		if bytes.HasPrefix(text, []byte(beginning)) {
			return bytes.Contains(text, []byte("<svg"))
		}
	}
	return false
}
