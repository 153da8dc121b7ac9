package scene

import (
	"os"
	"regexp"
	"testing"
)

// A token without a property, or with another's, would be painted in a wrong colour.
func TestEveryTokenHasItsOwnPropertyInTheStyleSheet(t *testing.T) {
	css, err := os.ReadFile("../../web/style.css")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for c, name := range Tokens() {
		if name == "" || seen[name] {
			t.Errorf("token %d has the property %q, want one of its own", c, name)
			continue
		}
		seen[name] = true
		if !regexp.MustCompile(`(?m)(^|\s)` + regexp.QuoteMeta(name) + `: `).Match(css) {
			t.Errorf("style.css has no %s", name)
		}
	}
}

func TestATokenIsOpaqueUntilItHasAnOpacity(t *testing.T) {
	theme := Theme{}
	theme.Colors[Accent] = [3]uint8{1, 2, 3}
	for color, want := range map[Color][4]uint8{
		Accent:                                   {1, 2, 3, 255},
		Accent.WithOpacity(1):                    {1, 2, 3, 255},
		Accent.WithOpacity(0.13):                 {1, 2, 3, 33},
		Accent.WithOpacity(0):                    {1, 2, 3, 0},
		Accent.WithOpacity(0.5).WithOpacity(0.4): {1, 2, 3, 102},
	} {
		if got := theme.RGBA(color); got != want {
			t.Errorf("colour %x is %v, want %v", uint16(color), got, want)
		}
	}
}
