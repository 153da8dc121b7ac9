package main

import (
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

func TestEveryRuleHasWords(t *testing.T) {
	w := words(t, "en")
	for _, rule := range []spec.Rule{
		spec.RuleRange, spec.RuleChoice, spec.RuleWindow, spec.RuleFlat, spec.RuleMaps, spec.RuleSoftmax, spec.RuleOutput,
		spec.RuleLayers, spec.RuleWeights, spec.RuleMACs, spec.RuleNumbers, spec.RuleSyntax, spec.RuleExamples,
	} {
		e := &spec.Error{Path: "layers[1].pool_size", Kind: "MaxPooling2D", Value: "3×3 on 2×2", Rule: rule, Low: 2, High: 2}
		complete(t, string(rule), refusalText(w, &view.Refusal{Path: "blocks[0].pool_size", Error: e}))
	}
}
