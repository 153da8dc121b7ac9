package web_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestColoursCanBeTold computes the contrasts of WCAG 2.2 for both themes from the tokens of style.css: 4.5 to 1 for text
// (1.4.3), 3 to 1 for the borders of controls and the focus ring (1.4.11).
func TestColoursCanBeTold(t *testing.T) {
	css, err := os.ReadFile("style.css")
	if err != nil {
		t.Fatal(err)
	}
	for theme, name := range []string{"light", "dark"} {
		tokens := tokensOf(string(css), theme)
		for _, c := range []struct {
			front, back string
			least       float64
		}{
			{"ink", "paper", 4.5}, {"mute", "paper", 4.5}, {"accent", "paper", 4.5}, {"alarm", "paper", 4.5},
			{"train-text", "paper", 4.5}, {"test-text", "paper", 4.5}, {"on-accent", "accent", 4.5}, {"paper", "ink", 4.5},
			{"ink", "soft", 4.5}, {"mute", "soft", 4.5}, {"ink", "pad", 4.5}, {"mute", "pad", 4.5},
			{"edge", "paper", 3}, {"accent", "paper", 3}, {"train", "paper", 3},
		} {
			front, back := tokens[c.front], tokens[c.back]
			if front == "" || back == "" {
				t.Fatalf("style.css has no token --%s or --%s", c.front, c.back)
			}
			if got := contrast(front, back); !(got >= c.least) { // not the other way round: NaN fails
				t.Errorf("%s: --%s on --%s is %.2f to 1, want %v", name, c.front, c.back, got, c.least)
			}
		}
	}
}

// tokensOf reads the custom properties; theme picks a side of light-dark().
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

// luminance is WCAG's relative luminance of #RRGGBB.
func luminance(hex string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#")[2*i:2*i+2], 16, 8)
		if err != nil {
			return math.NaN() // no contrast is at least anything then
		}
		if c := float64(v) / 255; c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// TestNoTableIsClippedItself: Firefox paints the caption of a table that is clipped out of sight. What is clipped must be a box
// around it.
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
	if !clipped[".vh"] || !clipped["#prediction"] {
		t.Fatalf("clipped are %v: want .vh and #prediction among them", clipped)
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
