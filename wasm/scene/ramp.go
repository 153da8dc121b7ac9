package scene

// Ramp turns a number into a colour.
type Ramp uint8

// The ramps.
const (
	Sequential Ramp = iota // magma: activations
	Diverging              // blue, white, red centred on zero: signed numbers
	InkRamp                // the pad's paper to ink: pictures of digits
)

// stops returns the colours of a ramp at equal distances from Low to High.
// Magma is by Nathaniel Smith and Stéfan van der Walt (matplotlib, CC0); the
// signed ramp is ColorBrewer's RdBu, which colour-blind people can read.
func (r Ramp) stops(t Theme) [][3]uint8 {
	switch r {
	case Sequential:
		return [][3]uint8{
			{0, 0, 4}, {28, 16, 68}, {79, 18, 123}, {129, 37, 129}, {181, 54, 122},
			{229, 80, 100}, {251, 135, 97}, {254, 194, 135}, {252, 253, 191},
		}
	case Diverging:
		return [][3]uint8{
			{33, 102, 172}, {103, 169, 207}, {209, 229, 240}, {247, 247, 247},
			{253, 219, 199}, {239, 138, 98}, {178, 24, 43},
		}
	}
	return [][3]uint8{t.Colors[PadPaper], t.Colors[Ink]}
}

// shadeCount is how finely a ramp is cut: more than a screen can show.
const shadeCount = 256

// Shades is a ramp as RGBA bytes, from Low to High.
func (r Ramp) Shades(t Theme) [4 * shadeCount]byte {
	var shades [4 * shadeCount]byte
	stops := r.stops(t)
	for i := range shadeCount {
		at := float64(i) / (shadeCount - 1) * float64(len(stops)-1)
		k := min(int(at), len(stops)-2)
		part := at - float64(k)
		for c := range 3 {
			a, b := float64(stops[k][c]), float64(stops[k+1][c])
			shades[4*i+c] = byte(a + (b-a)*part + 0.5)
		}
		shades[4*i+3] = 255
	}
	return shades
}

// Size is the size in pixels of the picture that Paint makes: Columns
// pictures a row without gaps.
func (m Maps) Size() (w, h int) {
	return m.Columns * m.Table.W, (m.Len + m.Columns - 1) / m.Columns * m.Table.H
}

// Paint writes the pictures as RGBA into dst, which holds 4 bytes for each
// pixel of Size. What is not a number is shown as Low.
func (m Maps) Paint(t Theme, dst []byte) {
	if m.Table.Numbers == nil {
		blank := t.Colors[Soft]
		for i := 0; i < len(dst); i += 4 {
			dst[i], dst[i+1], dst[i+2], dst[i+3] = blank[0], blank[1], blank[2], 255
		}
		return
	}
	table, shades := m.Table, m.Ramp.Shades(t)
	stride := m.Columns * table.W
	for i := range m.Len {
		low, high := m.Low[i%len(m.Low)], m.High[i%len(m.High)]
		scale := float32(0)
		if high > low {
			scale = (shadeCount - 1) / (high - low)
		}
		left, top := i%m.Columns*table.W, i/m.Columns*table.H
		for y := range table.H {
			for x := range table.W {
				v := (table.Numbers[(y*table.W+x)*table.C+m.First+i] - low) * scale
				shade := 0
				if v > 0 {
					shade = int(min(v, shadeCount-1) + 0.5)
				}
				copy(dst[4*((top+y)*stride+left+x):], shades[4*shade:4*shade+4])
			}
		}
	}
}
