package reference

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"convlab/engine/spec"
)

// A layer or an activation that is added to spec without a row in the table of
// gradients fails here: both lists are read from the source of spec.
func TestTableHasARowForEveryLayerAndActivation(t *testing.T) {
	kinds, activations := declared(t)
	// The seven layers and five activations that spec began with: fewer means
	// that the source was not understood.
	if len(kinds) < 7 || len(activations) < 5 {
		t.Fatalf("found only the layers %v and the activations %v in the source of spec", kinds, activations)
	}
	rows := map[string]bool{}
	for _, r := range table() {
		rows[r.layer.Kind()] = true
		switch l := r.layer.(type) {
		case spec.Conv2D:
			rows["Conv2D "+string(l.Activation.Or())] = true
		case spec.Dense:
			rows["Dense "+string(l.Activation.Or())] = true
		}
	}
	for _, kind := range kinds {
		if !rows[kind] {
			t.Errorf("%s has no row in the table of gradients", kind)
		}
	}
	for _, a := range activations {
		if !rows["Dense "+a] {
			t.Errorf("Dense with %s has no row in the table of gradients", a)
		}
		if a != string(spec.Softmax) && !rows["Conv2D "+a] { // softmax ends a network, and Conv2D cannot
			t.Errorf("Conv2D with %s has no row in the table of gradients", a)
		}
	}
}

// declared finds the types with an OutputShape method, which are the layers,
// and the values of the constants of type Activation.
func declared(t *testing.T) (kinds, activations []string) {
	t.Helper()
	files, err := filepath.Glob("../spec/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.Name == "OutputShape" && d.Recv != nil {
					kinds = append(kinds, receiver(d))
				}
			case *ast.GenDecl:
				activations = append(activations, constants(t, d)...)
			}
		}
	}
	return kinds, activations
}

func receiver(d *ast.FuncDecl) string {
	of := d.Recv.List[0].Type
	if pointer, ok := of.(*ast.StarExpr); ok {
		of = pointer.X
	}
	return of.(*ast.Ident).Name
}

func constants(t *testing.T, d *ast.GenDecl) (values []string) {
	t.Helper()
	for _, s := range d.Specs {
		v, ok := s.(*ast.ValueSpec)
		if !ok || d.Tok != token.CONST {
			continue
		}
		if of, ok := v.Type.(*ast.Ident); !ok || of.Name != "Activation" {
			continue
		}
		for _, e := range v.Values {
			text, err := strconv.Unquote(e.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			values = append(values, text)
		}
	}
	return values
}
