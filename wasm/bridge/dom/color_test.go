package dom

import "testing"

// Chromium and Firefox return these texts.
func TestColoursOfStylesAreRead(t *testing.T) {
	for text, want := range map[string][3]uint8{
		"rgb(251, 250, 247)":              {251, 250, 247},
		"rgb(0, 0, 0)":                    {0, 0, 0},
		"rgba(128, 188, 254, 0.6)":        {128, 188, 254},
		"color(srgb 0.12 0.5 1)":          {31, 128, 255},
		"color(srgb 1 0.999999 0 / 0.5)":  {255, 255, 0},
		"color(srgb 1.2 -0.1 4.54545e-2)": {255, 0, 12},
	} {
		if got, ok := parseColor(text); !ok || got != want {
			t.Errorf("%s is read as %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "canvastext", "light-dark(#FFFFFF, #000000)", "rgb(1, 2", "rgb(300, 0, 0)", "color(display-p3 1 0 0)"} {
		if got, ok := parseColor(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}
