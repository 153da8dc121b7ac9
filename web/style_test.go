package web_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The contrasts of WCAG 2.2, computed for both themes from the tokens of style.css: 4.5 to 1 for text (1.4.3), 3 to 1 for the
// borders of controls and the focus ring (1.4.11). If the system asks for more contrast: 7 (1.4.6) and 4.5.
func TestColoursHaveContrast(t *testing.T) {
	css := read(t, "style.css")
	for _, set := range []struct {
		name               string
		css                string
		text, bounds, data float64
	}{
		{"", base(css), 4.5, 3, 3},
		{"more contrast, ", base(css) + block(t, css, "(prefers-contrast: more)"), 7, 4.5, 4.5},
	} {
		for theme, name := range []string{"light", "dark"} {
			tokens := tokensOf(set.css, theme)
			for _, c := range []struct {
				front, back string
				least       float64
			}{
				{"ink", "paper", set.text}, {"mute", "paper", set.text}, {"accent", "paper", set.text}, {"alarm", "paper", set.text},
				{"train-text", "paper", set.text}, {"test-text", "paper", set.text}, {"on-accent", "accent", set.text}, {"paper", "ink", set.text},
				{"ink", "soft", set.text}, {"mute", "soft", set.text}, {"ink", "pad", set.text}, {"mute", "pad", set.text},
				{"learned", "paper", set.text}, {"neg", "paper", set.text}, {"pos", "paper", set.text},
				{"ink", "river", set.text}, {"mute", "river", set.text}, {"accent", "river", set.text}, {"learned", "river", set.text},
				{"neg", "river", set.text}, {"pos", "river", set.text}, {"ink", "wash", set.text},
				{"edge", "paper", set.bounds}, {"accent", "paper", set.bounds}, {"train", "paper", set.data},
			} {
				front, back := tokens[c.front], tokens[c.back]
				if front == "" || back == "" {
					t.Fatalf("style.css has no token --%s or --%s", c.front, c.back)
				}
				if got := contrast(front, back); !(got >= c.least) { // not the other way round: NaN fails
					t.Errorf("%s%s: --%s on --%s is %.2f to 1, want %v", set.name, name, c.front, c.back, got, c.least)
				}
			}
		}
	}
}

// Every colour token is a system colour, except those of training and test data and of signs, which must have contrast with white
// and black, and the signs' ramp, which is the system's in its middle.
func TestForcedColoursAreTheSystems(t *testing.T) {
	css := read(t, "style.css")
	forced := block(t, css, "(forced-colors: active)")
	system := regexp.MustCompile(`^(Canvas|CanvasText|LinkText|GrayText|Highlight|HighlightText|ButtonBorder|color-mix\(in srgb, CanvasText \d+%, Canvas\)|light-dark\((CanvasText, Canvas|Canvas, CanvasText)\))$`)
	values := map[string]string{}
	for _, found := range regexp.MustCompile(`--([\w-]+): ([^;]+);`).FindAllStringSubmatch(forced, -1) {
		values[found[1]] = found[2]
	}
	for theme, canvas := range []string{"#FFFFFF", "#000000"} {
		tokens := tokensOf(forced, theme)
		for name := range tokensOf(base(css), theme) {
			if strings.HasPrefix(name, "signed-") && name != "signed-2" {
				continue
			}
			if data := name == "train" || name == "test" || name == "neg" || name == "pos"; data && !(contrast(tokens[name], canvas) >= 4.5) {
				t.Errorf("forced colours: --%s on %s is %.2f to 1, want 4.5", name, canvas, contrast(tokens[name], canvas))
			} else if !data && !system.MatchString(values[name]) {
				t.Errorf("forced colours: --%s is %q, want a colour of the system", name, values[name])
			}
		}
	}
	if !strings.Contains(forced, "forced-color-adjust: none") {
		t.Error("forced colours: without forced-color-adjust: none the browser gives all tokens the colour of text")
	}
}

// All colours are tokens. Others would not change with forced colours or more contrast.
func TestAllColoursAreTokens(t *testing.T) {
	css := read(t, "style.css")
	css = css[strings.Index(css, "/* Ebitengine"):]
	for _, name := range []string{"stage.css", "page.css", "unserved.css"} {
		css += read(t, name)
	}
	css = strings.Replace(css, "rgb(0 0 0 / 45%)", "", 1) // the backdrop of dialogs
	for _, found := range regexp.MustCompile(`:[^;{}]*(#[0-9A-Fa-f]{3,8}\b|\b(rgba?|hsla?|lab|oklch)\()[^;{}]*;`).FindAllString(css, -1) {
		t.Errorf("a colour outside the tokens%s", found)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// base returns the tokens for systems without preferences.
func base(css string) string { return css[:strings.Index(css, "@media")] }

// block returns the rules of style.css for a media query, whose last line is "}".
func block(t *testing.T, css, query string) string {
	t.Helper()
	_, rest, there := strings.Cut(css, "@media "+query+" {")
	inside, _, ends := strings.Cut(rest, "\n}")
	if !there || !ends {
		t.Fatalf("style.css has nothing for %s", query)
	}
	return inside
}

// tokensOf reads the custom properties. theme selects the argument of light-dark().
func tokensOf(css string, theme int) map[string]string {
	tokens := map[string]string{}
	for _, found := range regexp.MustCompile(`--([\w-]+):\s*(?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));`).FindAllStringSubmatch(css, -1) {
		if tokens[found[1]] = found[2+theme]; found[4] != "" {
			tokens[found[1]] = found[4]
		}
	}
	return tokens
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance returns WCAG's relative luminance of #RRGGBB.
func luminance(hex string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#")[2*i:2*i+2], 16, 8)
		if err != nil {
			return math.NaN() // fails every comparison of contrasts
		}
		if c := float64(v) / 255; c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// Firefox paints the caption of a clipped table. A box around the table must be clipped instead.
func TestNoTableIsClippedItself(t *testing.T) {
	page, err := os.ReadFile("../index.html")
	if err != nil {
		t.Fatal(err)
	}
	clipped := map[string]bool{} // #id and .class
	for _, name := range []string{"style.css", "page.css", "stage.css"} {
		css, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, rule := range regexp.MustCompile(`(?m)^\s*([^{}\n]+?)\s*\{[^}]*clip-path: inset\(50%\)`).FindAllStringSubmatch(string(css), -1) {
			for _, selector := range strings.Split(rule[1], ",") {
				words := strings.Fields(selector)
				clipped[words[len(words)-1]] = true
			}
		}
	}
	if !clipped[".vh"] || !clipped[".skip:not(:focus)"] {
		t.Fatalf("clipped are %v: want .vh and the skip link among them", clipped)
	}
	for _, table := range regexp.MustCompile(`<table[^>]*>`).FindAllString(string(page), -1) {
		for _, found := range regexp.MustCompile(`(id|class)="([^"]*)"`).FindAllStringSubmatch(table, -1) {
			for _, name := range strings.Fields(found[2]) {
				if clipped[map[string]string{"id": "#", "class": "."}[found[1]]+name] {
					t.Errorf("%s is clipped itself: clip a box around it", table)
				}
			}
		}
	}
}
