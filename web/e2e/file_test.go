//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folder copies files of the repository into a new folder, by their names there, and returns the folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, from := range files {
		content, err := os.ReadFile(filepath.Join("..", "..", from))
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTheSourcePageOpenedAsAFileSaysWhatToRun(t *testing.T) {
	p := Open(t, Visit{File: filepath.Join(folder(t, map[string]string{"index.html": "index.html"}), "index.html")})
	p.Expect("ERR_FILE_NOT_FOUND") // styles and scripts are elsewhere in the source folder
	p.saysWhatToRun()
	p.Screenshot("file")
}

// In the complete source folder the notice looks like the page, and its commands can be copied.
func TestTheSourceOpenedFromItsFolderLooksLikeThePage(t *testing.T) {
	files := map[string]string{}
	for _, name := range []string{"index.html", "web/style.css", "web/unserved.css", "web/unserved.js"} {
		files[name] = name
	}
	const clipboard = "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async text => { globalThis.copied = text; }}})" // not the system's
	v := Visit{W: 1100, H: 700, File: filepath.Join(folder(t, files), "index.html"), Script: clipboard}
	p := Open(t, v)
	p.Expect("ERR_FILE_NOT_FOUND") // the page is not built
	p.saysWhatToRun()
	for _, dark := range []bool{false, true} {
		v.Dark = dark
		p.prefer(v, nil)
		paper, ink := "rgb(251, 250, 247)", "rgb(29, 33, 39)" // style.css
		if dark {
			paper, ink = "rgb(20, 22, 26)", "rgb(232, 230, 225)"
		}
		if p.style("body", "background-color") != paper || p.style("#unserved", "color") != ink {
			t.Errorf("dark %v: %s on %s, want %s on %s", dark, p.style("#unserved", "color"), p.style("body", "background-color"), ink, paper)
		}
		p.Screenshot(fmt.Sprintf("file-source-dark-%v", dark))
	}
	if font := p.style("#unserved p", "font-family"); !strings.HasSuffix(font, "system-ui, sans-serif") {
		t.Errorf("the font is %s, want the page's", font)
	}
	for i, command := range []string{"./build.sh build", "./build.sh"} {
		p.Click(fmt.Sprintf("#unserved div:nth-of-type(%d) button", i+1))
		p.WaitFor(fmt.Sprintf("globalThis.copied === %q", command))
	}
}

// saysWhatToRun fails the test unless the page names the commands in both languages and shows no controls.
func (p *Page) saysWhatToRun() {
	p.t.Helper()
	text := p.Text("body")
	for _, words := range []string{"./build.sh", "In a terminal", "터미널", "dist/convlab.html"} {
		if !strings.Contains(text, words) {
			p.t.Errorf("the page does not say %q: %q", words, text)
		}
	}
	if Eval[bool](p, "document.getElementById('page').checkVisibility() || document.getElementById('train').checkVisibility()") {
		p.t.Error("controls that cannot work are shown")
	}
}

// expectRefusals expects that the browser refuses fetches of a page from a file.
func (p *Page) expectRefusals() {
	p.Expect("blocked by CORS policy")
	p.Expect("ERR_FAILED file://")
}

// The built page has its styles, so the notice of the source is hidden: a panel explains it instead.
func TestTheBuiltPageOpenedAsAFileSaysWhatToRun(t *testing.T) {
	files := map[string]string{}
	for _, name := range []string{"index.html", "style.css", "stage.css", "page.css", "i18n.js", "shim.js", "wasm_exec.js", "boot.js"} {
		files[name] = "dist/" + name
	}
	p := Open(t, Visit{File: filepath.Join(folder(t, files), "index.html")})
	p.expectRefusals()
	p.Expect("forward.js") // the one-file form is not in the folder
	p.Expect("icon.svg")
	p.WaitFor("document.getElementById('trouble').checkVisibility()")
	if text := p.Text("#trouble"); !strings.Contains(text, "./build.sh") || !strings.Contains(text, "convlab.html") {
		t.Errorf("the panel says %q", text)
	}
	p.Screenshot("file-built")
}

// Source and built page find the one-file form if it has been built.
func TestPagesOpenedAsFilesSendTheVisitorToTheOneFileForm(t *testing.T) {
	for _, name := range []string{"index.html", "dist/index.html"} {
		t.Run(name, func(t *testing.T) {
			file, err := filepath.Abs(filepath.Join("..", "..", name))
			if err != nil {
				t.Fatal(err)
			}
			p := Open(t, Visit{File: file + "?a#b"})
			p.Expect("ERR_FILE_NOT_FOUND") // as above
			p.expectRefusals()
			p.WaitFor("location.href.endsWith('/dist/convlab.html?a#b')")
			p.Ready()
		})
	}
}
