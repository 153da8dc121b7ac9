// Package strings_test compares the page's texts with each other and with the places that use them.
package strings_test

import (
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"convlab/engine/spec"
)

const root = "../.."

func load(t *testing.T, language string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(language + ".json")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	if err := json.Unmarshal(text, &words); err != nil {
		t.Fatalf("%s.json: %v", language, err)
	}
	return words
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestBothLanguagesHaveTheSameKeysAndPlaceholders(t *testing.T) {
	en, ko := load(t, "en"), load(t, "ko")
	placeholder := regexp.MustCompile(`\{\w+\}`)
	for _, key := range slices.Sorted(maps.Keys(en)) {
		other, ok := ko[key]
		if !ok {
			t.Errorf("%s is missing in ko.json", key)
			continue
		}
		// A language may repeat or reorder placeholders, but not omit one.
		want, got := placeholder.FindAllString(en[key], -1), placeholder.FindAllString(other, -1)
		if !slices.Equal(set(want), set(got)) {
			t.Errorf("%s has %v in English and %v in Korean", key, want, got)
		}
		if strings.TrimSpace(en[key]) == "" || strings.TrimSpace(other) == "" {
			t.Errorf("%s is empty", key)
		}
	}
	for key := range ko {
		if _, ok := en[key]; !ok {
			t.Errorf("%s is missing in en.json", key)
		}
	}
}

func set(list []string) []string { return slices.Compact(slices.Sorted(slices.Values(list))) }

func TestKeysAreSorted(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		text, err := os.ReadFile(language + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, found := range regexp.MustCompile(`(?m)^\s*"([^"]+)":`).FindAllStringSubmatch(string(text), -1) {
			keys = append(keys, found[1])
		}
		if len(keys) != len(load(t, language)) || !slices.IsSorted(keys) {
			t.Errorf("%s.json: keys are double or not sorted", language)
		}
	}
}

// The texts of index.html, which are shown until a file of texts is loaded, are those of en.json.
func TestIndexHTMLHasTheTextsOfEnglish(t *testing.T) {
	en, page := load(t, "en"), read(t, "index.html")
	for _, found := range regexp.MustCompile(`data-t="([^"]+)"[^>]*>([^<]*)<`).FindAllStringSubmatch(page, -1) {
		if key, text := found[1], found[2]; en[key] != text {
			t.Errorf("index.html has %q for %s, en.json %q", text, key, en[key])
		}
	}
	for attribute, name := range map[string]string{"label": "aria-label", "title": "title"} {
		for _, tag := range regexp.MustCompile(`<[^>]* data-t-`+attribute+`="[^>]*>`).FindAllString(page, -1) {
			key := submatch(tag, `data-t-`+attribute+`="([^"]+)"`)
			if text := submatch(tag, ` `+name+`="([^"]*)"`); en[key] != text {
				t.Errorf("index.html has %s %q for %s, en.json %q", name, text, key, en[key])
			}
		}
	}
}

func submatch(text, pattern string) string {
	if found := regexp.MustCompile(pattern).FindStringSubmatch(text); found != nil {
		return found[1]
	}
	return ""
}

// Typed text and file names may be in any script: no particle can follow them, only a noun.
func TestNoKoreanParticleFollowsAnyText(t *testing.T) {
	particle := regexp.MustCompile(`\{(what|name|value)\}[’”"]?(이\(가\)|을\(를\)|은\(는\)|과\(와\)|\(으\)로)`)
	for key, text := range load(t, "ko") {
		if particle.MatchString(text) {
			t.Errorf("%s: %s", key, text)
		}
	}
}

// A value may be an 8, so the article before it must be "a(n)".
func TestNoEnglishArticleBeforeAValue(t *testing.T) {
	article := regexp.MustCompile(`\b[Aa]n? \{`)
	for key, text := range load(t, "en") {
		if article.MatchString(text) {
			t.Errorf("%s: %s", key, text)
		}
	}
}

// Every row of the table of settings has its texts: a label, a hint, for a number with limits the text of a fix, and for one with
// decimals the text of a refusal.
func TestEverySettingHasItsTexts(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		words := load(t, language)
		for _, row := range spec.Settings() {
			keys := []string{"settings.", "hint."}
			number := row.Kind() == spec.Whole || row.Kind() == spec.Decimal
			if number && row.High < math.MaxUint64 {
				keys = append(keys, "fix.")
			}
			if row.Kind() == spec.Decimal {
				keys = append(keys, "refusal.range_")
			}
			for _, key := range keys {
				if _, ok := words[key+row.Name]; ok != (row.Internal == "") {
					t.Errorf("%s.json has %s%s: %v; users can change it: %v", language, key, row.Name, ok, !ok)
				}
			}
		}
	}
}
