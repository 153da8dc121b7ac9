package convlab_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
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
			switch name { // what git keeps for itself and what build.sh makes
			case ".git", ".cache", "dist", "dist-e2e":
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			return nil
		}
		content, err := os.ReadFile(name)
		if err == nil && !bytes.Contains(content[:min(len(content), 8000)], []byte{0}) { // as git tells text from binary
			f(name, content)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNoFileNamesAFolderOfSomeonesMachine(t *testing.T) {
	// An absolute path into a home or a workplace, not preceded by what would make it part of an address.
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
			t.Errorf("RATIONALE.md has no line on %s: say what it saves, who keeps it, what it adds to the page", r.Path)
		}
	}
	if direct == 0 {
		t.Error("go.mod names no direct dependency: run go mod tidy")
	}
}
