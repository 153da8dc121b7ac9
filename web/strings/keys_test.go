package strings_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

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

// usage holds the used keys: complete ones, prefixes whose rest is known at run time, and the suffix that a complete key can get then.
type usage struct{ keys, prefixes, suffixes map[string]bool }

func newUsage() usage { return usage{map[string]bool{}, map[string]bool{}, map[string]bool{}} }

func (u usage) add(other usage) {
	maps.Copy(u.keys, other.keys)
	maps.Copy(u.prefixes, other.prefixes)
	maps.Copy(u.suffixes, other.suffixes)
}

func (u usage) has(key string) bool {
	for prefix := range u.prefixes {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	for suffix := range u.suffixes {
		if whole, ok := strings.CutSuffix(key, suffix); ok && u.keys[whole] {
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

// keysOfPrograms collects the keys in calls of Words.Format and dom.Translated under wasm/, and literals in the form of keys, which may
// reach them through a variable.
func keysOfPrograms(t *testing.T) usage {
	u := newUsage()
	files := token.NewFileSet()
	literal := regexp.MustCompile(`^(answer|bench|chip|column|curves|maps|operator|stage|preset|summary|keras|runs|window)(\.\w+)+$`)
	position := map[string]int{"Format": 0, "Translated": 1} // of the key among the arguments
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
				if s, ok := n.Fun.(*ast.SelectorExpr); ok {
					if at, ok := position[s.Sel.Name]; ok && len(n.Args) > at {
						u.argument(n.Args[at])
					}
				}
			case *ast.AssignStmt:
				if first, ok := n.Rhs[0].(*ast.BasicLit); ok && n.Tok == token.ADD_ASSIGN && first.Kind == token.STRING {
					if text, err := strconv.Unquote(first.Value); err == nil && strings.HasPrefix(text, ".") {
						u.suffixes[text] = true
					}
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
