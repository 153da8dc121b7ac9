package scene

// Ramp turns a number into a colour.
type Ramp uint8

// The ramps. Activations and Signed are those of a scene with tiles; a scene without has InkRamp and Diverging.
const (
	Sequential  Ramp = iota // magma
	Diverging               // blue, white, red: signed numbers, centred on zero
	InkRamp                 // the pad's paper to ink: pictures of digits
	Activations             // tile to ink, in equal steps of OKLab's lightness: activations and pictures of digits
	Signed                  // the tokens' blue, tile, red, in equal steps between two stops: signed numbers, centred on zero
	rampCount
)

// stops returns the colours of a ramp at equal distances from Low to High.
// Magma is by Nathaniel Smith and Stéfan van der Walt (matplotlib, CC0); the
// signed ramps are ColorBrewer's RdBu, which colour-blind people can read.
func (r Ramp) stops(t *Theme) [][3]uint8 {
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
	case Activations:
		return [][3]uint8{t.Colors[Tile], t.Colors[Ink]}
	case Signed:
		return t.Colors[signed0 : signed4+1]
	}
	return [][3]uint8{t.Colors[PadPaper], t.Colors[Ink]}
}

// shadeCount is the number of colours of a ramp: more than a screen can show.
const shadeCount = 256

// Shades is a ramp as RGBA bytes, from Low to High.
type Shades [4 * shadeCount]byte

// shades computes the ramp in a theme, between two stops linearly: in OKLab for the ramps of the theme, else in sRGB.
func (r Ramp) shades(t *Theme) *Shades {
	stops := r.stops(t)
	between := func(a, b [3]uint8, part float64) (mixed [3]uint8) {
		for c := range 3 {
			from, to := float64(a[c]), float64(b[c])
			mixed[c] = byte(from + (to-from)*part + 0.5)
		}
		return mixed
	}
	if r == Activations || r == Signed {
		between = func(a, b [3]uint8, part float64) [3]uint8 {
			p, q := toOKLab(a), toOKLab(b)
			for c := range p {
				p[c] += (q[c] - p[c]) * part
			}
			return p.sRGB()
		}
	}
	var shades Shades
	for i := range shadeCount {
		at := float64(i) / (shadeCount - 1) * float64(len(stops)-1)
		k := min(int(at), len(stops)-2)
		mixed := between(stops[k], stops[k+1], at-float64(k))
		copy(shades[4*i:], append(mixed[:], 255))
	}
	return &shades
}

// Palette is a theme with its ramps. It computes a ramp when it is first used.
type Palette struct {
	theme Theme
	ramps [rampCount]*Shades
}

// Use changes the theme and reports whether it is another one.
func (p *Palette) Use(t Theme) bool {
	if p.theme == t {
		return false
	}
	*p = Palette{theme: t}
	return true
}

// Shades returns a ramp in the palette's theme.
func (p *Palette) Shades(r Ramp) *Shades {
	if p.ramps[r] == nil {
		p.ramps[r] = r.shades(&p.theme)
	}
	return p.ramps[r]
}

// Size is the size in pixels of the picture that Paint makes: Columns
// pictures a row without gaps.
func (m Maps) Size() (w, h int) {
	return m.Columns * m.Table.W, (m.Len + m.Columns - 1) / m.Columns * m.Table.H
}

// Paint writes the pictures as RGBA into dst, which holds 4 bytes for each
// pixel of Size. What is not a number, or has no scale, is shown as nothing: as Low, or as zero if numbers have signs.
func (m Maps) Paint(p *Palette, dst []byte) {
	if m.Table.Numbers == nil {
		blank := p.theme.Colors[Soft]
		for i := 0; i < len(dst); i += 4 {
			dst[i], dst[i+1], dst[i+2], dst[i+3] = blank[0], blank[1], blank[2], 255
		}
		return
	}
	table, shades, nothing := m.Table, p.Shades(m.Ramp), 0
	if m.Ramp == Signed || m.Ramp == Diverging {
		nothing = shadeCount / 2
	}
	stride := m.Columns * table.W
	for i := range m.Len {
		low, high := m.Low[i%len(m.Low)], m.High[i%len(m.High)]
		scale := (shadeCount - 1) / (high - low)
		left, top, picture := i%m.Columns*table.W, i/m.Columns*table.H, m.Picture(m.First+i)
		for y := range table.H {
			row := dst[4*((top+y)*stride+left):]
			for x := range table.W {
				shade := nothing
				if v := (table.Numbers[(y*table.W+x)*table.C+picture] - low) * scale; high > low && v == v {
					switch { // min and max are calls in WebAssembly
					case v <= 0:
						shade = 0
					case v >= shadeCount-1:
						shade = shadeCount - 1
					default:
						shade = int(v + 0.5)
					}
				}
				*(*[4]byte)(row[4*x:]) = *(*[4]byte)(shades[4*shade:])
			}
		}
	}
}
