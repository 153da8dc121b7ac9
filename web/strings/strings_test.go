// Package strings_test compares the page's texts with each other and with the places that use them.
package strings_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
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

func TestEveryKeyExistsAndIsUsed(t *testing.T) {
	en := load(t, "en")
	used := keysOfPage(t)
	used.add(keysOfPrograms(t))
	for key := range used.keys {
		if _, ok := en[key]; !ok {
			t.Errorf("%s is used and not in en.json", key)
		}
	}
	for prefix := range used.prefixes {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(en)), func(key string) bool { return strings.HasPrefix(key, prefix) }) {
			t.Errorf("keys that begin with %s are used and en.json has none", prefix)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(en)) {
		if !used.has(key) {
			t.Errorf("%s is in en.json and used nowhere", key)
		}
	}
}

// usage holds the used keys: complete ones, and prefixes whose rest is known at run time.
type usage struct{ keys, prefixes map[string]bool }

func newUsage() usage { return usage{map[string]bool{}, map[string]bool{}} }

func (u usage) add(other usage) {
	maps.Copy(u.keys, other.keys)
	maps.Copy(u.prefixes, other.prefixes)
}

func (u usage) has(key string) bool {
	for prefix := range u.prefixes {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return u.keys[key]
}

func keysOfPage(t *testing.T) usage {
	u := newUsage()
	for _, found := range regexp.MustCompile(`data-t(?:-label|-title|-hint)?="([^"]+)"`).FindAllStringSubmatch(read(t, "index.html"), -1) {
		u.keys[found[1]] = true
	}
	script := read(t, "web/boot.js")
	for _, found := range regexp.MustCompile(`say\('([^']+)'`).FindAllStringSubmatch(script, -1) {
		u.keys[found[1]] = true
	}
	return u
}

// keysOfPrograms collects the first argument of every call of Words.Format under wasm/, and literals in the form of keys, which may reach
// Format through a variable.
func keysOfPrograms(t *testing.T) usage {
	u := newUsage()
	files := token.NewFileSet()
	literal := regexp.MustCompile(`^(stage|preset|runs)(\.\w+)+$`)
	err := filepath.WalkDir(filepath.Join(root, "wasm"), func(name string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if s, ok := n.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Format" && len(n.Args) > 0 {
					u.argument(n.Args[0])
				}
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); err == nil && literal.MatchString(text) {
					u.keys[text] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func (u usage) argument(e ast.Expr) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil {
			u.keys[text] = true
		}
	case *ast.BinaryExpr:
		if first, ok := e.X.(*ast.BasicLit); ok {
			if text, err := strconv.Unquote(first.Value); err == nil {
				u.prefixes[text] = true
			}
		}
	}
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
