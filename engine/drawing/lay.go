package drawing

// Lay replaces the ink by a picture of Pixels numbers, 0 paper to 1 ink: each
// becomes one square of the raster.
func (r *Raster) Lay(picture []float32) {
	const cell = Side / Width28
	for y := range Side {
		row := r.Pix[y*Side : (y+1)*Side]
		for x := range row {
			row[x] = byte(255*unit(picture[y/cell*Width28+x/cell]) + 0.5)
		}
	}
}
