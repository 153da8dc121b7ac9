package drawing

import (
	"encoding/binary"
	"image"
)

// InkBox returns the smallest rectangle with all the ink, empty without any.
// Only what lies outside the box found so far is looked at, so it is quickest
// for large drawings.
func (r *Raster) InkBox() image.Rectangle {
	top := firstInk(r.Pix[:]) / Side
	if top >= Side {
		return image.Rectangle{}
	}
	bottom := lastInk(r.Pix[:]) / Side
	left, right := Side, -1
	for y := top; y <= bottom; y++ {
		row := r.Pix[y*Side : (y+1)*Side]
		left = min(left, firstInk(row[:left]))
		right = max(right, right+1+lastInk(row[right+1:]))
	}
	return image.Rect(left, top, right+1, bottom+1)
}

// firstInk returns the index of the first pixel that is not 0, or len(line).
func firstInk(line []byte) int {
	at := 0
	for len(line)-at >= word && binary.LittleEndian.Uint64(line[at:]) == 0 {
		at += word
	}
	for at < len(line) && line[at] == 0 {
		at++
	}
	return at
}

// lastInk returns the index of the last pixel that is not 0, or -1.
func lastInk(line []byte) int {
	end := len(line)
	for end >= word && binary.LittleEndian.Uint64(line[end-word:]) == 0 {
		end -= word
	}
	for end > 0 && line[end-1] == 0 {
		end--
	}
	return end - 1
}
