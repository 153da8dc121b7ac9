package drawing

// Orient turns ink that was read from a picture as EXIF's orientation says:
// 2 mirrors left and right, 3 turns by 180°, 4 mirrors top and bottom, 5
// mirrors along the diagonal from the top left, 6 turns by 90° clockwise, 7
// mirrors along the other diagonal, 8 turns by 90° anticlockwise. Any other
// number leaves it as it is. The pad is square: pixels only change places.
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
