package picture_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"convlab/engine/picture"
)

// withExif returns the beginning of a JPEG file whose EXIF data have two entries.
func withExif(order binary.AppendByteOrder, mark string, tag, kind uint16, count uint32, value uint16) []byte {
	tiff := order.AppendUint16([]byte(mark), 42)
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, entry := range [][3]uint16{{0x010f, 2, 7}, {tag, kind, value}} { // the first is the maker
		tiff = order.AppendUint16(order.AppendUint16(tiff, entry[0]), entry[1])
		tiff = order.AppendUint32(tiff, count)
		tiff = order.AppendUint16(order.AppendUint16(tiff, entry[2]), 0)
	}
	body := append([]byte("Exif\x00\x00"), tiff...)
	file := []byte("\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xe1") // another segment first, and a fill byte
	return append(binary.BigEndian.AppendUint16(file, uint16(2+len(body))), body...)
}

func TestOrientationIsRead(t *testing.T) {
	for mark, order := range map[string]binary.AppendByteOrder{"II": binary.LittleEndian, "MM": binary.BigEndian} {
		for value := range uint16(12) {
			want := int(value)
			if want < 1 || want > 8 {
				want = 1
			}
			file := withExif(order, mark, 0x0112, 3, 1, value)
			if got := picture.Orientation(file); got != want {
				t.Errorf("%s, %d: received %d, want %d", mark, value, got, want)
			}
			for n := range file {
				if got := picture.Orientation(file[:n]); got != 1 {
					t.Errorf("%s, %d, cut to %d bytes: received %d, want 1", mark, value, n, got)
				}
			}
		}
	}
}

func TestInvalidOrientationIsIgnored(t *testing.T) {
	big := binary.BigEndian
	good := withExif(big, "MM", 0x0112, 3, 1, 6)
	changed := func(at string, by int, to string) []byte {
		file := bytes.Clone(good)
		copy(file[bytes.Index(file, []byte(at))+by:], to)
		return file
	}
	for name, file := range map[string][]byte{
		"another tag":         withExif(big, "MM", 0x0113, 3, 1, 6),
		"another type":        withExif(big, "MM", 0x0112, 4, 1, 6),
		"two values":          withExif(big, "MM", 0x0112, 3, 2, 6),
		"another byte order":  withExif(big, "MN", 0x0112, 3, 1, 6),
		"a directory far off": changed("MM", 4, "\xff\xff\xff\xfe"),
		"no entries":          changed("MM", 8, "\x00\x00"),
		"another segment":     changed("\xff\xff\xe1", 2, "\xe2"),
		"pixels before it":    changed("\xff\xe0", 1, "\xda"),
		"no length":           changed("\x00\x04ab", 0, "\x00\x01"),
		"no JPEG":             changed("\xff\xd8", 0, "\x89P"),
		"nothing":             nil,
	} {
		if got := picture.Orientation(file); got != 1 {
			t.Errorf("%s: received %d, want 1", name, got)
		}
	}
	if got := picture.Orientation(changed("MM", 8, "\xff\xff")); got != 6 { // more entries than there are bytes
		t.Errorf("65,535 entries: received %d, want the 6 of the second", got)
	}
}

// FuzzOrientation: the result is 1 to 8, and nothing is read beyond the end.
func FuzzOrientation(f *testing.F) {
	f.Add(withExif(binary.BigEndian, "MM", 0x0112, 3, 1, 6))
	f.Add(withExif(binary.LittleEndian, "II", 0x0112, 3, 1, 8))
	f.Fuzz(func(t *testing.T, file []byte) {
		if got := picture.Orientation(bytes.Clone(file)[:len(file):len(file)]); got < 1 || got > 8 {
			t.Errorf("received %d", got)
		}
	})
}
