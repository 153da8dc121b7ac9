package main

import (
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/view"
)

func TestFixesNameLayerAndChange(t *testing.T) {
	for _, c := range []struct{ path, value, english, korean string }{
		{"blocks[0].stride", "2", "no pooling after conv 1", "합성곱 1 뒤 풀링 없음"},
		{"blocks[0].stride", "2", "pool stride 1 after conv 1", "합성곱 1 뒤 풀링 스트라이드 1"},
		{"blocks[2].window", "7", "window 5×5 in conv 3", "합성곱 3 윈도우 5×5"},
		{"blocks[0].stride", "2", "padding same in conv 2", "합성곱 2 패딩 same"},
		{"blocks[1].filters", "1,000", "filters 256 in conv 2", "합성곱 2 필터 256개"},
		{"units", "9999", "dense units 4,096", "완전 연결 유닛 4,096개"},
	} {
		s := view.New()
		s.Update(view.SetField{Path: c.path, Value: c.value})
		for language, want := range map[string]string{"en": c.english, "ko": c.korean} {
			w := words(t, language)
			var got []string
			for _, f := range s.Fixes() {
				got = append(got, fixText(w, f))
				complete(t, c.path, fixText(w, f))
				complete(t, c.path, fixHint(w, f))
			}
			if !strings.Contains(strings.Join(got, "|"), want) {
				t.Errorf("%s = %s: offered %q, want %q among them", c.path, c.value, got, want)
			}
		}
	}
}

// 2,794,240 multiply-adds, less three quarters of the first convolution's 26·26·9·32.
func TestAFixSaysWhatItKeepsAndCosts(t *testing.T) {
	s := view.New()
	s.Update(view.SetField{Path: "blocks[0].stride", Value: "2"})
	want := "All layers keep their weights. 93,322 weights and 2.65 M multiply-adds an image instead of 93,322 and 2.79 M."
	if got := fixHint(words(t, "en"), s.Fixes()[0]); got != want {
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
			if text := fixText(words(t, language), view.Fix{Path: path, Value: "2"}); strings.ContainsAny(text, "{}.") {
				t.Errorf("%s, %s: %q", language, path, text)
			}
		}
	}
}

// A refusal with fixes says no more than why; without any it says what to try.
func TestAdviceIsGivenWhereNoFixIs(t *testing.T) {
	w := words(t, "en")
	s := view.New()
	s.Update(view.SetField{Path: "blocks[0].stride", Value: "2"})
	if text := refusalText(w, s.Refusal); strings.Contains(text, "Try") {
		t.Errorf("with fixes it says %q", text)
	}
	bare := *s.Refusal
	bare.Fixes = nil
	if text := refusalText(w, &bare); !strings.Contains(text, "Try") {
		t.Errorf("without fixes it says %q", text)
	}
	if s.Refusal.Error.Rule != spec.RuleWindow {
		t.Errorf("refused by %s", s.Refusal.Error.Rule)
	}
}
