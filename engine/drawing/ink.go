package drawing

import (
	"encoding/binary"
	"image"
)

// InkBox returns the bounding box of the ink, empty without any. It reads only the
// pixels outside the box found so far, so it is quickest for large drawings.
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

// SetPicture replaces the ink by a picture of Pixels numbers, from 0 (paper) to 1
// (ink): each becomes one square of the raster.
func (r *Raster) SetPicture(picture []float32) {
	const cell = Side / PictureSide
	for y := range Side {
		row := r.Pix[y*Side : (y+1)*Side]
		for x := range row {
			row[x] = byte(255*clamp01(picture[y/cell*PictureSide+x/cell]) + 0.5)
		}
	}
}

// Orient applies an EXIF orientation to ink that was read from a picture: 2
// mirrors left and right, 3 rotates by 180°, 4 mirrors top and bottom, 5 mirrors
// along the diagonal from the top left, 6 rotates by 90° clockwise, 7 mirrors
// along the other diagonal, 8 rotates by 90° anticlockwise. Other numbers change
// nothing. The pad is square: pixels only change places.
//
// Source: CIPA DC-008 (Exif 2.32), 4.6.4 A.
func (r *Raster) Orient(orientation int) {
	if orientation < 2 || orientation > 8 {
		return
	}
	from := r.Pix
	for y := range Side {
		for x := range Side {
			u, v := x, y // where the pixel comes from
			if orientation >= 5 {
				u, v = y, x
			}
			switch orientation {
			case 2, 3, 7, 8:
				u = Side - 1 - u
			}
			switch orientation {
			case 3, 4, 6, 7:
				v = Side - 1 - v
			}
			r.Pix[y*Side+x] = from[v*Side+u]
		}
	}
}
