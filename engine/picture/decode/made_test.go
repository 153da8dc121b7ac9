package decode

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"testing"
)

// file reads a picture of testdata.
func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// three returns a digit that every rotation and reflection changes.
func three(t testing.TB) *image.Gray {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(file(t, "three.png")))
	if err != nil {
		t.Fatal(err)
	}
	to := image.NewGray(image.Rect(0, 0, 120, 160)) // not square
	draw.Draw(to, to.Rect, img, image.Pt(140, 110), draw.Src)
	return to
}

func written(t testing.TB, write func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	return written(t, func(b *bytes.Buffer) error { return png.Encode(b, img) })
}

func asJPEG(t testing.TB, img image.Image) []byte {
	return written(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, img, &jpeg.Options{Quality: 95}) })
}

func asGIF(t testing.TB, frames ...image.Image) []byte {
	var g gif.GIF
	palette := make(color.Palette, 256)
	for i := range palette {
		palette[i] = color.Gray{Y: byte(i)}
	}
	for _, f := range frames {
		p := image.NewPaletted(f.Bounds(), palette)
		draw.Draw(p, p.Rect, f, f.Bounds().Min, draw.Src)
		g.Image, g.Delay = append(g.Image, p), append(g.Delay, 10)
	}
	return written(t, func(b *bytes.Buffer) error { return gif.EncodeAll(b, &g) })
}

// oriented puts an EXIF orientation into a JPEG, as phones do.
func oriented(data []byte, orientation byte) []byte {
	exif := append([]byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), orientation, 0, 0, 0, 0, 0, 0)
	return append(append(append([]byte{}, data[:2]...), exif...), data[2:]...)
}

// progressive returns a grey progressive JPEG that is small for its size: one scan of
// zeros has all components, at a bit a block. The decoder keeps every block.
func progressive(components, width, height int) []byte {
	out := []byte("\xff\xd8")
	if components == 4 { // the marker for YCbCr and black
		out = append(out, "\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x02"...)
	}
	out = append(out, "\xff\xdb\x00\x43\x00"...)
	out = append(out, bytes.Repeat([]byte{1}, 64)...) // quantisation
	out = append(out, 0xff, 0xc2, 0, byte(8+3*components), 8)
	out = binary.BigEndian.AppendUint16(out, uint16(height))
	out = binary.BigEndian.AppendUint16(out, uint16(width))
	out = append(out, byte(components))
	scan := []byte{0xff, 0xda, 0, byte(6 + 2*components), byte(components)}
	for c := range components {
		out = append(out, byte(c+1), 0x11, 0)
		scan = append(scan, byte(c+1), 0)
	}
	// One code of one bit, for an unchanged block.
	out = append(out, "\xff\xc4\x00\x14\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)
	out = append(append(out, scan...), 0, 0, 0)
	blocks := components * ((width + 7) / 8) * ((height + 7) / 8)
	out = append(out, make([]byte, blocks/8+1)...)
	return append(out, 0xff, 0xd9)
}

// pngOf returns a PNG of 16 bits a channel with alpha and identical rows. An interlaced
// one has seven passes.
func pngOf(t testing.TB, width, height int, interlaced bool) []byte {
	t.Helper()
	passes := [][4]int{{0, 0, 1, 1}} // x and y of the first pixel of a pass, and its steps
	if interlaced {
		passes = [][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}
	}
	pixels := written(t, func(b *bytes.Buffer) error {
		z, err := zlib.NewWriterLevel(b, zlib.BestSpeed)
		if err != nil {
			return err
		}
		for _, p := range passes {
			w, h := (width-p[0]+p[2]-1)/p[2], (height-p[1]+p[3]-1)/p[3]
			row := bytes.Repeat([]byte{0x80, 0, 0x40, 0, 0x20, 0, 0xff, 0xff}, max(w, 0))
			for range max(h, 0) {
				if w > 0 {
					z.Write([]byte{0})
					z.Write(row)
				}
			}
		}
		return z.Close()
	})
	return pngFile(width, height, interlaced, pixels)
}

// pngFile returns a PNG of 16 bits a channel with alpha, given its compressed pixels.
func pngFile(width, height int, interlaced bool, pixels []byte) []byte {
	header := binary.BigEndian.AppendUint32(nil, uint32(width))
	header = binary.BigEndian.AppendUint32(header, uint32(height))
	header = append(header, 16, 6, 0, 0, 0)
	if interlaced {
		header[12] = 1
	}
	out := []byte("\x89PNG\r\n\x1a\n")
	for _, c := range []struct {
		name string
		data []byte
	}{{"IHDR", header}, {"IDAT", pixels}, {"IEND", nil}} {
		out = binary.BigEndian.AppendUint32(out, uint32(len(c.data)))
		chunk := append([]byte(c.name), c.data...)
		out = append(out, chunk...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	}
	return out
}
