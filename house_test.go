package convlab_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// textFiles calls f for every text file of the repository, with its name from the root.
func textFiles(t *testing.T, f func(name string, content []byte)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			switch name { // the folders of git and of build.sh
			case ".git", ".cache", "dist", "dist-e2e":
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			return nil
		}
		content, err := os.ReadFile(name)
		if err == nil && !bytes.Contains(content[:min(len(content), 8000)], []byte{0}) { // git detects binary files this way, too
			f(name, content)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNoFileNamesAFolderOfSomeonesMachine(t *testing.T) {
	// An absolute path into a home or a workspace that is not part of an address.
	path := regexp.MustCompile(`(?m)(^|[\s"'` + "`" + `=(:,\[])/(work|farm|root|home|Users)/\w[^\s"'` + "`" + `]*`)
	seen := 0
	textFiles(t, func(name string, content []byte) {
		seen++
		for _, found := range path.FindAll(content, -1) {
			t.Errorf("%s names %s, a path that other machines do not have", name, bytes.TrimSpace(found))
		}
	})
	if seen == 0 {
		t.Error("no text file was read")
	}
}

func TestEveryDependencyHasItsReason(t *testing.T) {
	out, err := exec.Command("go", "mod", "edit", "-json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
		Tool []struct{ Path string }
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		t.Fatal(err)
	}
	rationale, err := os.ReadFile("RATIONALE.md")
	if err != nil {
		t.Fatal(err)
	}
	direct := 0
	for _, r := range mod.Require {
		isTool := false
		for _, tool := range mod.Tool {
			isTool = isTool || tool.Path == r.Path || strings.HasPrefix(tool.Path, r.Path+"/")
		}
		if r.Indirect && !isTool {
			continue
		}
		direct++
		if !bytes.Contains(rationale, []byte(r.Path)) {
			t.Errorf("RATIONALE.md does not mention %s: say what it saves, who maintains it, what it adds to the page", r.Path)
		}
	}
	if direct == 0 {
		t.Error("go.mod names no direct dependency: run go mod tidy")
	}
}

// served reports whether a file is a page, or part of a program that runs in one.
func served(name string) bool {
	switch path.Ext(name) {
	case ".html", ".js":
		return true
	case ".go":
		return strings.HasPrefix(name, "wasm/") && !strings.HasSuffix(name, "_test.go")
	}
	return false
}

// textAsCode matches calls that turn a text into markup or code: in JavaScript, and in Go by the JavaScript names.
var textAsCode = regexp.MustCompile(`\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|srcdoc)\b` +
	`|\bdocument\s*\.\s*write|"document"\)\.Call\("write` +
	`|(^|[^-\w])eval\b` + // not 'wasm-unsafe-eval' of the policy
	`|\bnew\s+Function\b|"Function"`)

// Drawings, links and files come from outside. Their texts are shown by textContent and attributes only.
func TestNoTextBecomesMarkupOrCode(t *testing.T) {
	seen := make(map[string]int)
	textFiles(t, func(name string, content []byte) {
		if served(name) {
			seen[path.Ext(name)]++
			for _, found := range textAsCode.FindAll(content, -1) {
				t.Errorf("%s uses %s: show text by textContent, and everything else as elements", name, bytes.TrimSpace(found))
			}
		}
	})
	if seen[".html"] == 0 || seen[".js"] == 0 || seen[".go"] == 0 {
		t.Errorf("read %v, want pages, scripts and Go", seen)
	}
}

func TestTextAsCodeIsFound(t *testing.T) {
	for _, bad := range []string{
		"e.innerHTML = s", "e.outerHTML += s", "e.insertAdjacentHTML('beforeend', s)", "document.write(s)", "document.writeln(s)",
		"eval(s)", "window.eval (s)", "new Function(s)", "new  Function('a', s)", `<iframe srcdoc="x">`,
		`e.Set("innerHTML", s)`, `js.Global().Call("eval", s)`, `js.Global().Get("document").Call("write", s)`, `js.Global().Get("Function").New(s)`,
	} {
		if !textAsCode.MatchString(bad) {
			t.Errorf("%q passes", bad)
		}
	}
	for _, good := range []string{"e.textContent = s", "script-src 'self' 'wasm-unsafe-eval'", "evaluate(s)", "document.body", "new Functional()", "js.FuncOf(f)"} {
		if textAsCode.MatchString(good) {
			t.Errorf("%q is refused", good)
		}
	}
}

// quoted matches names between single backticks, and the targets of links.
var quoted = regexp.MustCompile("(?:^|[^`])`([^`\n]+)`|\\]\\(([^)\\s]+)\\)")

// README.md names tests as evidence, so they must exist.
func TestReadmeNamesExistingTestsAndFiles(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var tests bytes.Buffer
	textFiles(t, func(name string, content []byte) {
		if strings.HasSuffix(name, "_test.go") {
			tests.Write(content)
		}
	})
	aTest, aPath := regexp.MustCompile(`^(Test|Fuzz)[A-Z]\w*$`), regexp.MustCompile(`^[\w.*-]+(/[\w.*-]+)+/?$`)
	namedTests, namedFiles := 0, 0
	for _, found := range quoted.FindAllStringSubmatch(string(readme), -1) {
		name, link := found[1], found[2]
		switch {
		case aTest.MatchString(name):
			namedTests++
			if !bytes.Contains(tests.Bytes(), []byte("func "+name+"(")) {
				t.Errorf("README.md names %s, a test that does not exist", name)
			}
		case link != "" && !strings.Contains(link, ":"), aPath.MatchString(name) && !strings.HasPrefix(name, "dist/"): // dist/ is built
			namedFiles++
			if there, err := filepath.Glob(name + link); err != nil || len(there) == 0 {
				t.Errorf("README.md names %s, which does not exist", name+link)
			}
		}
	}
	if namedTests == 0 || namedFiles == 0 {
		t.Errorf("README.md names %d tests and %d files, want some of each", namedTests, namedFiles)
	}
}

const shortestFile, longestFile = 40, 250 // lines

// oddSizes lists the Go files that are shorter or longer than usual, with the reason.
func oddSizes() map[string]string {
	return map[string]string{
		"engine/activation.go":             "the activations, which two kinds of layers share",
		"engine/batch.go":                  "the type that all layers take and return",
		"engine/step_bench_test.go":        "the benchmark of whole steps, which belongs to no layer",
		"engine/kernel/lanes.go":           "the width of vectors, which every loop asks for",
		"engine/kernel/panic.go":           "the texts with which all functions panic",
		"engine/onnx/protobuf_test.go":     "the tests of protobuf.go",
		"engine/optimizer/optimizer.go":    "the interface of all optimisers",
		"engine/optimizer/rmsprop.go":      "one file for each optimiser",
		"engine/reference/compare_test.go": "the tests of compare.go",
		"engine/reference/dropout.go":      "one file for each layer, as in the engine",
		"wasm/bridge/dom/color.go":         "the parser of colours, which is tested without a browser",
		"wasm/bridge/dom/color_test.go":    "the tests of color.go",
		"wasm/bridge/thrown/thrown.go":     "one function, which all packages of the bridge need",
		"wasm/layout/view.go":              "the part of a scene that a canvas shows, which is tested without a browser",
		"wasm/layout/chart_test.go":        "properties of charts of all sizes, with the measure of their texts",
		"wasm/layout/river/bench_test.go":  "the benchmark of the layout, which belongs to no part of it",
		"wasm/layout/sparkline.go":         "the only curve that is not painted in a scene",
		"wasm/layout/sparkline_test.go":    "the tests of sparkline.go",
		"wasm/page/motions.go":             "one component of the page",
		"wasm/state/layout_test.go":        "an external test package, since layout imports state",
		"wasm/stage/stage_test.go":         "the tests of stage.go, which mostly needs a browser",
		"wasm/wording/number.go":           "the words of the chosen number",
		"wasm/wording/pad.go":              "the words of the pad",
		"web/browsers/driver_test.go":      "the interface of the three drivers",
		"web/licences_test.go":             "the test of licences.txt",
	}
}

// sizeByName matches files that may be short: by Go's conventions, as variants by build tag, and as the tests that CONTRIBUTING.md
// names for a new layer.
var sizeByName = regexp.MustCompile(`/(doc|main|tools|example_test|completeness_test|lanes_\w+)\.go$`)

// A file has one idea: a long one may have two, and a short one may be part of another.
func TestEveryGoFileHasOneIdea(t *testing.T) {
	odd := oddSizes()
	textFiles(t, func(name string, content []byte) {
		if path.Ext(name) != ".go" {
			return
		}
		lines := bytes.Count(content, []byte("\n"))
		usual := lines <= longestFile && (lines >= shortestFile || sizeByName.MatchString(name))
		switch reason, excepted := odd[name]; {
		case !usual && !excepted && lines < shortestFile:
			t.Errorf("%s has %d lines: join it with the file it belongs to, or give the reason in oddSizes", name, lines)
		case !usual && !excepted:
			t.Errorf("%s has %d lines: look for the second idea, or give the reason in oddSizes", name, lines)
		case usual && excepted:
			t.Errorf("%s has %d lines and needs no reason (%s): remove it from oddSizes", name, lines, reason)
		}
		delete(odd, name)
	})
	for name := range odd {
		t.Errorf("%s does not exist: remove it from oddSizes", name)
	}
}
