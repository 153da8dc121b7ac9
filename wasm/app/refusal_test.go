package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/view"
)

func TestRefusalsSayWhatWasWrongAndWhatWorks(t *testing.T) {
	for _, c := range []struct{ path, value, names, offers string }{
		{"blocks[0].filters", "1000", "1,000", "256"},
		{"blocks[2].window", "7", "7×7", "5×5"}, // 5×5 maps reach the third convolution of the note's convnet
		{"training.learning_rate", "-1", "-1", "above 0"},
		{"training.learning_rate", "fast", "fast", "0.001"},
		{"training.seed", "x", "x", "from 0"},
		{"training.examples", "99", "99", "100"},
		{"dropout", "0.95", "0.95", "0.9"},
		{"units", "", "", "4,096"},
	} {
		s := view.New()
		s.Update(view.SetField{Path: c.path, Value: c.value})
		if s.Refusal == nil {
			t.Errorf("%s took %q", c.path, c.value)
			continue
		}
		text := refusalText(words(t, "en"), s.Refusal)
		complete(t, c.path, text)
		complete(t, c.path, refusalText(words(t, "ko"), s.Refusal))
		if !strings.Contains(strings.ReplaceAll(text, ",", ""), strings.ReplaceAll(c.names, ",", "")) || !strings.Contains(text, c.offers) {
			t.Errorf("%s = %q is refused with %q, want it to name %q and offer %q", c.path, c.value, text, c.names, c.offers)
		}
	}
}

// The rules are read from where they are declared, so that a new one is not forgotten here.
func TestEveryRuleHasWords(t *testing.T) {
	source, err := os.ReadFile("../../engine/spec/error.go")
	if err != nil {
		t.Fatal(err)
	}
	rules := regexp.MustCompile(`Rule = "(\w+)"`).FindAllStringSubmatch(string(source), -1)
	if len(rules) < 15 { // as many as there were when this was written
		t.Fatalf("found only the rules %q", rules)
	}
	for _, rule := range rules {
		e := &spec.Error{Path: "layers[1].pool_size", Kind: "MaxPooling2D", Value: "3×3 on 2×2", Rule: spec.Rule(rule[1]), Low: 2, High: 2}
		for _, language := range []string{"en", "ko"} {
			complete(t, language+" "+rule[1], refusalText(words(t, language), &view.Refusal{Path: "blocks[0].pool_size", Error: e}))
		}
	}
}
