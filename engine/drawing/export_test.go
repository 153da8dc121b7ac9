package drawing

// Exceeded names what of the ink is beyond the limits of a digit.
func Exceeded(r *Raster, p *Prepared) (names []string) {
	m, l := measure(r, p), &limits
	for name, beyond := range map[string]bool{
		"cover": m.cover > l.cover, "pen": m.pen > l.pen, "outline": m.outline > l.outline, "crossings": m.crossings > l.crossings,
		"pieces": m.pieces > l.pieces, "holes": m.holes > l.holes, "lumps": m.lumps > l.lumps, "dots": m.pieces > 1 && m.largest < dot,
	} {
		if beyond {
			names = append(names, name)
		}
	}
	return names
}
