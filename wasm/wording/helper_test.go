package wording

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// words loads the page's own texts: a sentence is tested as it is read.
func words(t *testing.T, language string) Words {
	t.Helper()
	text, err := os.ReadFile("../../web/strings/" + language + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var w Words
	if err := json.Unmarshal(text, &w); err != nil {
		t.Fatal(err)
	}
	return w
}

// complete fails on a text with a hole in it, or that is a key instead.
func complete(t *testing.T, what, text string) {
	t.Helper()
	if text == "" || strings.ContainsAny(text, "{}") || !strings.Contains(text, " ") && strings.Contains(text, ".") {
		t.Errorf("%s says %q", what, text)
	}
}
