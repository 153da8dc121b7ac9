//go:build e2e

package e2e

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestTheSourcePageOpenedAsAFileSaysWhatToRun(t *testing.T) {
	file, err := filepath.Abs(filepath.Join("..", "..", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	p := Open(t, Visit{File: file})
	p.Expect("ERR_FILE_NOT_FOUND") // style and scripts lie elsewhere in the source: that is how the page knows
	text := p.Text("body")
	for _, words := range []string{"./build.sh", "In a terminal", "터미널"} {
		if !strings.Contains(text, words) {
			t.Errorf("the page does not say %q: %q", words, text)
		}
	}
	if Eval[bool](p, "document.getElementById('page').checkVisibility() || document.getElementById('train').checkVisibility()") {
		t.Error("controls that cannot work are shown")
	}
	p.Screenshot("file")
}

// The built page opened as a file has its style, so it needs its own words.
func TestTheBuiltPageOpenedAsAFileSaysWhatToRun(t *testing.T) {
	file, err := filepath.Abs(filepath.Join("..", "..", "dist", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	p := Open(t, Visit{File: file})
	p.Expect("") // browsers refuse whatever such a page loads
	p.WaitFor("document.getElementById('trouble').checkVisibility()")
	if text := p.Text("#trouble"); !strings.Contains(text, "./build.sh") {
		t.Errorf("the panel says %q", text)
	}
	p.Screenshot("file-built")
}
