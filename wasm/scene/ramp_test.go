package scene

import (
	"encoding/hex"
	"math"
	"testing"
)

func pixel(m Maps, t Theme, x, y int) [3]byte {
	w, h := m.Size()
	dst := make([]byte, 4*w*h)
	m.Paint(&Palette{theme: t}, dst)
	at := 4 * (y*w + x)
	return [3]byte(dst[at : at+3])
}

func TestPaintPutsEachChannelInItsPlace(t *testing.T) {
	// Two 1×2 maps, NHWC: map 0 holds 0 and 1, map 1 holds 1 and 0.
	m := Maps{Table: Table{H: 1, W: 2, C: 2, Numbers: []float32{0, 1, 1, 0}}, Low: []float32{0}, High: []float32{1}, Columns: 1, Len: 2}
	low, high := [3]byte{0, 0, 4}, [3]byte{252, 253, 191} // the ends of magma
	for _, c := range []struct {
		x, y int
		want [3]byte
	}{{0, 0, low}, {1, 0, high}, {0, 1, high}, {1, 1, low}} {
		if got := pixel(m, Theme{}, c.x, c.y); got != c.want {
			t.Errorf("pixel %d,%d is %v, want %v", c.x, c.y, got, c.want)
		}
	}
}

func TestPicturesAreInTheirOrder(t *testing.T) {
	m := Maps{Table: Table{H: 1, W: 1, C: 3, Numbers: []float32{0, 0.5, 1}}, Low: []float32{0}, High: []float32{1}, Columns: 2, First: 1, Len: 2}
	middle, high := pixel(m, Theme{}, 0, 0), pixel(m, Theme{}, 1, 0)
	m.Order = []int{1, 2, 0}
	if got := pixel(m, Theme{}, 0, 0); got != high || got == middle {
		t.Errorf("at the second place is %v, want picture 3, %v", got, high)
	}
	if m.Picture(2) != 0 {
		t.Errorf("at the third place is picture %d", m.Picture(2)+1)
	}
	m.Offsets, m.DX = []Point{{}, {X: -4, Y: 5}}, 10
	if got := m.Rect(2); got != (Rect{X: 6, Y: 5}) {
		t.Errorf("a picture off its place is at %v", got)
	}
}

func TestSignsShow(t *testing.T) {
	m := Maps{Table: Table{H: 1, W: 3, C: 1, Numbers: []float32{-1, 0, 1}}, Low: []float32{-1}, High: []float32{1}, Ramp: Diverging, Columns: 1, Len: 1}
	blue, white, red := pixel(m, Theme{}, 0, 0), pixel(m, Theme{}, 1, 0), pixel(m, Theme{}, 2, 0)
	if !(blue[2] > blue[0]) || white[0] < 245 || white[0] > 248 || !(red[0] > red[2]) {
		t.Errorf("-1, 0, 1 are %v, %v, %v; want blue, white, red", blue, white, red)
	}
}

func TestPaintSurvivesWhatIsNoNumber(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	m := Maps{Table: Table{H: 1, W: 4, C: 1, Numbers: []float32{nan, inf, -inf, 7}}, Low: []float32{0}, High: []float32{0}, Columns: 1, Len: 1}
	for x := range 4 {
		if got := pixel(m, Theme{}, x, 0); got != [3]byte{0, 0, 4} {
			t.Errorf("pixel %d of an empty scale is %v, want the low end", x, got)
		}
	}
	m.Low[0], m.High[0], m.Ramp = 0, 0, Diverging
	for x := range 4 {
		if got := pixel(m, Theme{}, x, 0); got[0] < 245 {
			t.Errorf("pixel %d of an empty scale of signed numbers is %v, want the middle", x, got)
		}
	}
	m.Low[0], m.High[0] = -1, 1
	if got := pixel(m, Theme{}, 0, 0); got[0] < 245 {
		t.Errorf("not a number among signed numbers is %v, want the middle", got)
	}
	m.Low[0], m.Ramp = 0, Sequential
	if got := pixel(m, Theme{}, 1, 0); got != [3]byte{252, 253, 191} {
		t.Errorf("infinity is %v, want the high end", got)
	}
}

// light and dark are the tokens of style.css that the ramps need.
func light() Theme {
	return themeOf(map[Color]string{Tile: "FFFFFF", Ink: "1D2127", signed0: "2166AC", signed1: "67A9CF", signed2: "FFFFFF", signed3: "EF8A62", signed4: "B2182B"})
}

func dark() Theme {
	return themeOf(map[Color]string{Tile: "0C0D10", Ink: "E8E6E1", signed0: "9CCBE8", signed1: "3E7CB0", signed2: "15181C", signed3: "B0523F", signed4: "F6AE90"})
}

func themeOf(tokens map[Color]string) (t Theme) {
	for c, v := range tokens {
		hex, err := hex.DecodeString(v)
		if err != nil {
			panic(err)
		}
		t.Colors[c] = [3]uint8(hex)
	}
	return t
}

// The values are those of Ottosson's article "A perceptual color space for image processing", of 2020, for colours of XYZ; white,
// red and blue by the CSS Color 4 specification's conversion.
func TestOKLabAgreesWithItsDefinition(t *testing.T) {
	for c, want := range map[[3]uint8]oklab{
		{255, 255, 255}: {1, 0, 0},
		{0, 0, 0}:       {0, 0, 0},
		{255, 0, 0}:     {0.62796, 0.22486, 0.12585},
		{0, 0, 255}:     {0.45201, -0.03246, -0.31153},
	} {
		got := toOKLab(c)
		for i := range got {
			if math.Abs(got[i]-want[i]) > 1e-4 {
				t.Errorf("%v is %v, want %v", c, got, want)
				break
			}
		}
		if back := got.sRGB(); back != c {
			t.Errorf("%v comes back as %v", c, back)
		}
	}
}

func TestActivationsRunFromTileToInkInEqualStepsOfLightness(t *testing.T) {
	for name, theme := range map[string]Theme{"light": light(), "dark": dark()} {
		shades := (&Palette{theme: theme}).Shades(Activations)
		at := func(i int) [3]uint8 { return [3]uint8(shades[4*i : 4*i+3]) }
		if at(0) != theme.Colors[Tile] || at(shadeCount-1) != theme.Colors[Ink] {
			t.Errorf("%s: the ramp runs from %v to %v, want %v to %v", name, at(0), at(shadeCount-1), theme.Colors[Tile], theme.Colors[Ink])
		}
		from, to := toOKLab(at(0))[0], toOKLab(at(shadeCount - 1))[0]
		for i := range shadeCount {
			want := from + (to-from)*float64(i)/(shadeCount-1)
			if got := toOKLab(at(i))[0]; math.Abs(got-want) > 0.006 { // half of one of 255 steps of a dark grey
				t.Errorf("%s: step %d has lightness %.4f, want %.4f", name, i, got, want)
			}
			if i > 0 && (toOKLab(at(i))[0]-toOKLab(at(i - 1))[0])*(to-from) < 0 {
				t.Errorf("%s: step %d goes back in lightness", name, i)
			}
		}
	}
}

// In the light, zero is the lightest; in the dark, the darkest.
func TestSignedNumbersLeaveZeroInBothDirections(t *testing.T) {
	for name, theme := range map[string]Theme{"light": light(), "dark": dark()} {
		shades := (&Palette{theme: theme}).Shades(Signed)
		at := func(i int) [3]uint8 { return [3]uint8(shades[4*i : 4*i+3]) }
		for i, stop := range []Color{signed0, signed4} {
			if at(i*(shadeCount-1)) != theme.Colors[stop] {
				t.Errorf("%s: end %d is %v, want %v", name, i, at(i*(shadeCount-1)), theme.Colors[stop])
			}
		}
		away := 1.0
		if name == "light" {
			away = -1
		}
		for i := shadeCount/2 + 1; i < shadeCount; i++ {
			for _, step := range [2][2]int{{i, i - 1}, {shadeCount - 1 - i, shadeCount - i}} {
				if (toOKLab(at(step[0]))[0]-toOKLab(at(step[1]))[0])*away < -0.002 { // roundings
					t.Errorf("%s: from step %d to %d the lightness returns toward zero's", name, step[1], step[0])
				}
			}
		}
		m := Maps{Table: Table{H: 1, W: 3, C: 1, Numbers: []float32{-1, 0, 1}}, Low: []float32{-1}, High: []float32{1}, Ramp: Signed, Columns: 1, Len: 1}
		if b, r := pixel(m, theme, 0, 0), pixel(m, theme, 2, 0); !(b[2] > b[0]) || !(r[0] > r[2]) {
			t.Errorf("%s: -1 and 1 are %v and %v, want blue and red", name, b, r)
		}
	}
}

func TestARampFollowsTheTheme(t *testing.T) {
	var p Palette
	if !p.Use(light()) || p.Use(light()) {
		t.Error("a palette does not tell a new theme from the same one")
	}
	before := *p.Shades(Activations)
	if !p.Use(dark()) || *p.Shades(Activations) == before {
		t.Error("the ramp is still that of the theme before")
	}
}

// Each grey has the text with which its contrast is larger: no contrast is below 4.5.
func TestNumbersAreReadableOnEveryColour(t *testing.T) {
	for v := range 256 {
		c := uint8(v)
		l := linear(float64(v)/255) + 0.05
		contrast := l / 0.05
		if Dark(c, c, c) {
			contrast = 1.05 / l
		}
		if contrast < 4.5 {
			t.Errorf("the contrast of text on the grey %d is %.2f", v, contrast)
		}
	}
}
