package picture

import (
	"bytes"
	"slices"
)

// Kind is a file format of pictures, by its common name.
type Kind string

// The kinds. Only PNG, JPEG and GIF can be read; the others are recognised so that an
// error can name them.
const (
	None Kind = "" // not a picture, or of an unknown kind
	PNG  Kind = "PNG"
	JPEG Kind = "JPEG"
	GIF  Kind = "GIF"
	HEIC Kind = "HEIC" // and other HEIF, except AVIF
	AVIF Kind = "AVIF"
	WebP Kind = "WebP"
	SVG  Kind = "SVG"
	BMP  Kind = "BMP"
	TIFF Kind = "TIFF"
)

// Readable reports whether package decode can read the kind.
func (k Kind) Readable() bool { return k == PNG || k == JPEG || k == GIF }

// HeadBytes is the number of first bytes that KindOf needs: an SVG may begin with
// comments.
const HeadBytes = 1024

// KindOf recognises a picture by its first bytes. No signature matches a safetensors
// file, which begins with the length of its header in 8 bytes, little endian, and "{".
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
	case begins("BM") && has(6, "\x00\x00\x00\x00"): // reserved, after the size of the file
		return BMP
	case has(4, "ftyp"):
		return mediaKind(head)
	case isSVG(head):
		return SVG
	}
	return None
}

// mediaKind distinguishes pictures from videos and other files in ISO's base media
// format by the brands in the first box: length, "ftyp", major brand, minor version,
// compatible brands. Source: ISO/IEC 14496-12, 4.3; 23008-12, 10; AV1 Image File
// Format, 2.
func mediaKind(head []byte) Kind {
	const header, brand = 8, 4
	end := min(len(head), int(head[2])<<8|int(head[3])) // of the box, which is shorter than 64 KiB
	var brands []string
	for at := header; at+brand <= end; at += brand {
		if at != header+brand { // the minor version
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

// isSVG looks for the root element in text that begins like an XML document.
func isSVG(head []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, beginning := range []string{"<svg", "<?xml", "<!--", "<!DOCTYPE svg"} {
		if bytes.HasPrefix(text, []byte(beginning)) {
			return bytes.Contains(text, []byte("<svg"))
		}
	}
	return false
}
