package main

import "unicode/utf16"

// firstLetter is the first of 1<<15 code points in a row, U+3400 to U+B3FF, that are one UTF-16 code unit each and mean nothing to HTML.
const firstLetter = 0x3400

// letters writes bytes as text, 15 bits a letter, highest first; the last one is filled with zeros. In UTF-16 that is a
// fifteenth more than the bytes, where base64 is a third more. forms/onefile.js reads it.
func letters(content []byte) string {
	units := make([]uint16, 0, len(content)*8/15+1)
	held, bits := uint32(0), 0
	for _, b := range content {
		held, bits = held<<8|uint32(b), bits+8
		if bits >= 15 {
			bits -= 15
			units = append(units, firstLetter+uint16(held>>bits))
			held &= 1<<bits - 1
		}
	}
	if bits > 0 {
		units = append(units, firstLetter+uint16(held<<(15-bits)))
	}
	return string(utf16.Decode(units))
}

// utf16LE is text as UTF-16 with the mark that tells a browser so, whatever a server says of it.
func utf16LE(text string) []byte {
	content := []byte{0xFF, 0xFE}
	for _, unit := range utf16.Encode([]rune(text)) {
		content = append(content, byte(unit), byte(unit>>8))
	}
	return content
}
