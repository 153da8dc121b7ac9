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

// A screen reader hears why, and what the buttons under it say.
func TestARefusalIsSaidWithWhatWorks(t *testing.T) {
	s := view.New()
	s.Words = words(t, "en")
	if said := refusalSaid(s); said != "" {
		t.Errorf("nothing is refused and %q is said", said)
	}
	s.Update(view.SetField{Path: "blocks[0].stride", Value: "2"})
	said := refusalSaid(s)
	if !strings.HasPrefix(said, refusalText(s.Words, s.Refusal)+" ") || !strings.Contains(said, "What works: no pooling after conv 1; ") {
		t.Errorf("%q is said, want the reason and what works", said)
	}
	complete(t, "a refusal", said)
	s.Update(view.SetField{Path: "training.learning_rate", Value: "fast"})
	if said := refusalSaid(s); said != refusalText(s.Words, s.Refusal) {
		t.Errorf("%q is said, want only the reason where no button is", said)
	}
}

// Layers are named as the page names them: pools are not counted.
func TestRefusalsNameTheLayerAsTheUserSeesIt(t *testing.T) {
	pooled := func(s *view.State) { s.Update(view.SetField{Path: "blocks[2].pooling", Value: "max"}) }
	plain := func(s *view.State) { s.Update(view.ChoosePreset{Name: "flat"}) }
	for _, c := range []struct {
		before          func(*view.State)
		path, value     string
		english, korean string
	}{
		{nil, "blocks[2].window", "7", "reach conv 3 are 5×5", "합성곱 3에 들어오는 맵은 5×5입니다"}, // layers[4]
		// 13×13 maps become 7×7, 3×3 by pooling, 1×1 by the third convolution: nothing for 2×2 to pool.
		{pooled, "blocks[1].window", "7", "reach the max pool behind conv 3 would be 1×1", "합성곱 3 뒤의 최대 풀링에 들어오는 맵이 1×1인데 2×2가 필요합니다"},
		// 22·22·64 numbers to each of 4096 units, and what is before and behind them.
		{plain, "units", "4096", "That makes 126,978,506 weights", "가중치가 126,978,506개가 됩니다"},
	} {
		s := view.New()
		if c.before != nil {
			c.before(s)
		}
		s.Update(view.SetField{Path: c.path, Value: c.value})
		if s.Refusal == nil {
			t.Errorf("%s took %q", c.path, c.value)
			continue
		}
		for language, want := range map[string]string{"en": c.english, "ko": c.korean} {
			if text := refusalText(words(t, language), s.Refusal); !strings.Contains(text, want) {
				t.Errorf("%s = %s is refused with %q, want %q in it", c.path, c.value, text, want)
			}
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
			complete(t, language+" "+rule[1], refusalText(words(t, language), &view.Refusal{Path: "blocks[0].pool_size", Error: e, Model: spec.NoteConvnet()}))
		}
	}
}
