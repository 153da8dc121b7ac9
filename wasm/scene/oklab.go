package scene

import "math"

// oklab is a colour in Björn Ottosson's OKLab, in which equal distances look equal: lightness from 0 to 1, green to red, and blue
// to yellow. His definition of 2020 has the matrices.
type oklab [3]float64

func toOKLab(c [3]uint8) oklab {
	var rgb [3]float64
	for i, v := range c {
		rgb[i] = linear(float64(v) / 255)
	}
	lms := product([3][3]float64{
		{0.4122214708, 0.5363325363, 0.0514459929},
		{0.2119034982, 0.6806995451, 0.1073969566},
		{0.0883024619, 0.2817188376, 0.6299787005},
	}, rgb)
	for i, v := range lms {
		lms[i] = math.Cbrt(v)
	}
	return product([3][3]float64{
		{0.2104542553, 0.7936177850, -0.0040720468},
		{1.9779984951, -2.4285922050, 0.4505937099},
		{0.0259040371, 0.7827717662, -0.8086757660},
	}, lms)
}

// sRGB is the colour that a screen can show nearest to c, channel by channel.
func (c oklab) sRGB() (rgb [3]uint8) {
	lms := product([3][3]float64{
		{1, 0.3963377774, 0.2158037573},
		{1, -0.1055613458, -0.0638541728},
		{1, -0.0894841775, -1.2914855480},
	}, c)
	for i, v := range lms {
		lms[i] = v * v * v
	}
	for i, v := range product([3][3]float64{
		{4.0767416621, -3.3077115913, 0.2309699292},
		{-1.2684380046, 2.6097574011, -0.3413193965},
		{-0.0041960863, -0.7034186147, 1.7076147010},
	}, lms) {
		rgb[i] = uint8(math.Round(255 * min(max(gamma(v), 0), 1)))
	}
	return rgb
}

func product(m [3][3]float64, v [3]float64) (out [3]float64) {
	for i, row := range m {
		out[i] = row[0]*v[0] + row[1]*v[1] + row[2]*v[2]
	}
	return out
}

// Dark reports whether white text has more contrast with a colour than black text, by the formula of WCAG 2: the larger contrast
// is at least 4.58.
func Dark(r, g, b uint8) bool {
	luminance := 0.2126*linear(float64(r)/255) + 0.7152*linear(float64(g)/255) + 0.0722*linear(float64(b)/255)
	return (luminance+0.05)*(luminance+0.05) < 0.05*1.05
}

// linear is the intensity of light that a channel of sRGB means, and gamma its inverse.
func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func gamma(v float64) float64 {
	if v <= 0.0031308 {
		return 12.92 * v
	}
	return 1.055*math.Pow(v, 1/2.4) - 0.055
}
