package scene

// Color is a token of the theme. It is opaque unless WithOpacity has made it translucent.
type Color uint16

// The tokens; style.css gives each its value in light and dark.
const (
	Paper Color = iota
	Ink
	Mute
	Rule
	Soft
	Edge
	River
	Tile
	Accent
	Learned
	Negative
	Positive
	TrainColor
	TestColor
	TrainPale
	TestPale
	PadPaper // of a page whose maps have no Tile
	signed0  // the stops of Signed, from the most negative number
	signed1
	signed2
	signed3
	signed4
	tokenCount
)

// Tokens returns the custom property of style.css for every token.
func Tokens() [tokenCount]string {
	return [tokenCount]string{
		Paper: "--paper", Ink: "--ink", Mute: "--mute", Rule: "--rule", Soft: "--soft", Edge: "--edge", River: "--river", Tile: "--tile",
		Accent: "--accent", Learned: "--learned", Negative: "--neg", Positive: "--pos",
		TrainColor: "--train", TestColor: "--test", TrainPale: "--train-pale", TestPale: "--test-pale", PadPaper: "--pad",
		signed0: "--signed-0", signed1: "--signed-1", signed2: "--signed-2", signed3: "--signed-3", signed4: "--signed-4",
	}
}

// WithOpacity returns the token with an opacity from 0, invisible, to 1, in 255 steps.
func (c Color) WithOpacity(opacity float32) Color {
	clear := 255 - Color(255*opacity+0.5) // so that a token by itself is opaque
	return c&0xff | clear<<8
}

// Theme holds the value of every token as sRGB.
type Theme struct {
	Colors [tokenCount][3]uint8
}

// RGBA is a colour's value as sRGB and its opacity, from 0 to 255; the value is not multiplied by it.
func (t *Theme) RGBA(c Color) [4]uint8 {
	v := t.Colors[c&0xff]
	return [4]uint8{v[0], v[1], v[2], uint8(255 - c>>8)}
}
