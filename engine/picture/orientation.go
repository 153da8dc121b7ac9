package picture

import (
	"bytes"
	"encoding/binary"
)

// Orientation returns the EXIF orientation of a JPEG file, 1 to 8 (see
// drawing.Raster.Orient). It returns 1, upright, for a file without one, a damaged
// file and any other kind.
//
// Source: CIPA DC-008 (Exif 2.32), 4.6.4 A, tag 0x0112; ITU-T T.81, annex B.
func Orientation(file []byte) int {
	const exif = "Exif\x00\x00"
	if !bytes.HasPrefix(file, []byte{0xff, 0xd8}) {
		return 1
	}
	for rest := file[2:]; len(rest) >= 4 && rest[0] == 0xff; {
		kind, length := rest[1], int(binary.BigEndian.Uint16(rest[2:]))
		if kind == 0xff { // a fill byte
			rest = rest[1:]
			continue
		}
		if kind == 0xda || length < 2 || len(rest) < 2+length { // the pixels begin, or the file is cut off
			return 1
		}
		if body, ok := bytes.CutPrefix(rest[4:2+length], []byte(exif)); ok && kind == 0xe1 {
			return orientation(body)
		}
		rest = rest[2+length:]
	}
	return 1
}

// orientation returns the tag's value in the first directory of a TIFF structure.
func orientation(tiff []byte) int {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(tiff, []byte("II*\x00")):
		order = binary.LittleEndian
	case bytes.HasPrefix(tiff, []byte("MM\x00*")):
		order = binary.BigEndian
	}
	if order == nil || len(tiff) < 8 || uint64(order.Uint32(tiff[4:]))+2 > uint64(len(tiff)) {
		return 1
	}
	directory := tiff[order.Uint32(tiff[4:]):]
	count, entries := order.Uint16(directory), directory[2:]
	for ; count > 0 && len(entries) >= 12; count, entries = count-1, entries[12:] {
		const tag, short = 0x0112, 3
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short && order.Uint32(entries[4:]) == 1 {
			if v := int(order.Uint16(entries[8:])); v >= 1 && v <= 8 {
				return v
			}
			return 1
		}
	}
	return 1
}
