package wording

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/state"
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
		s := state.New()
		s.Update(state.SetField{Path: c.path, Value: c.value})
		if s.Draft.Refusal == nil {
			t.Errorf("%s took %q", c.path, c.value)
			continue
		}
		text := Refusal(words(t, "en"), s.Draft.Refusal)
		complete(t, c.path, text)
		complete(t, c.path, Refusal(words(t, "ko"), s.Draft.Refusal))
		if !strings.Contains(strings.ReplaceAll(text, ",", ""), strings.ReplaceAll(c.names, ",", "")) || !strings.Contains(text, c.offers) {
			t.Errorf("%s = %q is refused with %q, want it to name %q and offer %q", c.path, c.value, text, c.names, c.offers)
		}
	}
}

// A screen reader hears why, and what the buttons under it say.
func TestARefusalIsSaidWithWhatWorks(t *testing.T) {
	s := state.New()
	w := words(t, "en")
	if said := RefusalAnnouncement(w, s); said != "" {
		t.Errorf("nothing is refused and %q is said", said)
	}
	s.Update(state.SetField{Path: "blocks[0].stride", Value: "2"})
	said := RefusalAnnouncement(w, s)
	if !strings.HasPrefix(said, Refusal(w, s.Draft.Refusal)+" ") || !strings.Contains(said, "What works: no pooling after conv 1; ") {
		t.Errorf("%q is said, want the reason and what works", said)
	}
	complete(t, "a refusal", said)
	s.Update(state.SetField{Path: "training.learning_rate", Value: "fast"})
	if said := RefusalAnnouncement(w, s); said != Refusal(w, s.Draft.Refusal) {
		t.Errorf("%q is said, want only the reason where no button is", said)
	}
}

// Layers are named as the page names them: pools are not counted.
func TestRefusalsNameTheLayerAsTheUserSeesIt(t *testing.T) {
	pooled := func(s *state.State) { s.Update(state.SetField{Path: "blocks[2].pooling", Value: "max"}) }
	plain := func(s *state.State) { s.Update(state.ChoosePreset{Name: "flat"}) }
	for _, c := range []struct {
		before          func(*state.State)
		path, value     string
		english, korean string
	}{
		{nil, "blocks[2].window", "7", "reach conv 3 are 5×5", "합성곱 3에 들어오는 맵은 5×5입니다"}, // layers[4]
		// 13×13 maps become 7×7, 3×3 by pooling, 1×1 by the third convolution: nothing for 2×2 to pool.
		{pooled, "blocks[1].window", "7", "reach the max pool after conv 3 would be 1×1", "합성곱 3 뒤의 최대 풀링에 들어오는 맵이 1×1인데 2×2가 필요합니다"},
		// 22·22·64 numbers to each of 4096 units, and the weights before and after them.
		{plain, "units", "4096", "That makes 126,978,506 weights", "가중치가 126,978,506개가 됩니다"},
	} {
		s := state.New()
		if c.before != nil {
			c.before(s)
		}
		s.Update(state.SetField{Path: c.path, Value: c.value})
		if s.Draft.Refusal == nil {
			t.Errorf("%s took %q", c.path, c.value)
			continue
		}
		for language, want := range map[string]string{"en": c.english, "ko": c.korean} {
			if text := Refusal(words(t, language), s.Draft.Refusal); !strings.Contains(text, want) {
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
			complete(t, language+" "+rule[1], Refusal(words(t, language), &state.Refusal{Path: "blocks[0].pool_size", Error: e, Model: spec.NoteConvnet()}))
		}
	}
}

func TestFixesNameLayerAndChange(t *testing.T) {
	for _, c := range []struct{ path, value, english, korean string }{
		{"blocks[0].stride", "2", "no pooling after conv 1", "합성곱 1 뒤 풀링 없음"},
		{"blocks[0].stride", "2", "pool stride 1 after conv 1", "합성곱 1 뒤 풀링 스트라이드 1"},
		{"blocks[2].window", "7", "window 5×5 in conv 3", "합성곱 3 윈도우 5×5"},
		{"blocks[0].stride", "2", "padding same in conv 2", "합성곱 2 패딩 same"},
		{"blocks[1].filters", "1,000", "filters 256 in conv 2", "합성곱 2 필터 256개"},
		{"units", "9999", "dense units 4,096", "완전 연결 유닛 4,096개"},
	} {
		s := state.New()
		s.Update(state.SetField{Path: c.path, Value: c.value})
		for language, want := range map[string]string{"en": c.english, "ko": c.korean} {
			w := words(t, language)
			var got []string
			for _, f := range s.Draft.Fixes() {
				got = append(got, Fix(w, f))
				complete(t, c.path, Fix(w, f))
				complete(t, c.path, FixHint(w, f))
			}
			if !strings.Contains(strings.Join(got, "|"), want) {
				t.Errorf("%s = %s: offered %q, want %q among them", c.path, c.value, got, want)
			}
		}
	}
}

// 2,794,240 multiply-adds, less three quarters of the first convolution's 26·26·9·32.
func TestAFixSaysWhatItKeepsAndCosts(t *testing.T) {
	s := state.New()
	s.Update(state.SetField{Path: "blocks[0].stride", Value: "2"})
	want := "All layers keep their weights. 93,322 weights and 2.65 M multiply-adds an image instead of 93,322 and 2.79 M."
	if got := FixHint(words(t, "en"), s.Draft.Fixes()[0]); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Whatever control a fix changes, there are words for it.
func TestEveryFixHasWords(t *testing.T) {
	for _, path := range []string{
		"blocks[0].filters", "blocks[0].window", "blocks[0].stride", "blocks[0].padding", "blocks[0].pooling", "blocks[0].pool_size",
		"blocks[0].pool_stride", "blocks[0].pool_padding", "units", "dropout", "training.batch_size", "training.examples",
		"training.epochs", "training.shift", "training.momentum", "training.learning_rate",
	} {
		for _, language := range []string{"en", "ko"} {
			if text := Fix(words(t, language), state.Fix{Path: path, Value: "2"}); strings.ContainsAny(text, "{}.") {
				t.Errorf("%s, %s: %q", language, path, text)
			}
		}
	}
}

// A refusal with fixes says no more than why; without any it says what to try.
func TestAdviceIsGivenWhereNoFixIs(t *testing.T) {
	w := words(t, "en")
	s := state.New()
	s.Update(state.SetField{Path: "blocks[0].stride", Value: "2"})
	if text := Refusal(w, s.Draft.Refusal); strings.Contains(text, "Try") {
		t.Errorf("with fixes it says %q", text)
	}
	bare := *s.Draft.Refusal
	bare.Fixes = nil
	if text := Refusal(w, &bare); !strings.Contains(text, "Try") {
		t.Errorf("without fixes it says %q", text)
	}
	if s.Draft.Refusal.Error.Rule != spec.RuleWindow {
		t.Errorf("refused by %s", s.Draft.Refusal.Error.Rule)
	}
}
