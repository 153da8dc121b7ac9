package spec

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every other completeness test ranges over Kinds and Activations. This one
// finds the layers (types with an OutputShape method) and the constants of type
// Activation in the source.
func TestKindsAndActivationsAreThoseOfTheSource(t *testing.T) {
	layers, activations := declared(t)
	if got := kindNames(); !slices.Equal(slices.Sorted(slices.Values(got)), layers) {
		t.Errorf("Kinds has %v, the source declares %v: add an example to Kinds", got, layers)
	}
	got := []string{string(Softmax)}
	for _, a := range Activations() {
		got = append(got, string(a))
	}
	if slices.Sort(got); !slices.Equal(got, activations) {
		t.Errorf("Activations and Softmax are %v, the source declares %v", got, activations)
	}
	for _, a := range activations {
		if err := Activation(a).check("Dense"); err != nil {
			t.Errorf("Activation.check refuses %s: %v", a, err)
		}
	}
}

// The comments of Kinds and field say what else a kind of layer may need.
func TestEveryKindIsDescribedInFull(t *testing.T) {
	for _, example := range Kinds() {
		kind := example.Kind()
		if _, _, err := ExampleModel(example); err != nil {
			t.Errorf("%s works in no network: see checkRank, flattens and ExampleModel: %v", kind, err)
		}
		if w := example.Weights(MNIST()); len(w) > 0 && (len(w) != 2 || w[0].Name != "kernel" || w[1].Name != "bias") {
			t.Errorf("%s has the weights %v: kerasPairs knows kernel and bias only", kind, w)
		}
		for _, f := range fieldsOf(example) {
			zeroed := f.zeroed(example)
			if zeroed == example {
				t.Errorf("the example of %s in Kinds leaves %s at its default", kind, f.name)
			}
			if kerasLayer(zeroed) == kerasLayer(example) {
				t.Errorf("the Keras code of %s does not depend on %s", kind, f.name)
			}
			if f.optional && f.zeroed(explicit(zeroed)) == explicit(zeroed) {
				t.Errorf("%s leaves %s out of its JSON, and its explicit does not write the default", kind, f.name)
			}
		}
	}
}

func declared(t *testing.T) (layers, activations []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
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
					layers = append(layers, receiver(d))
				}
			case *ast.GenDecl:
				activations = append(activations, activationConstants(t, d)...)
			}
		}
	}
	slices.Sort(layers)
	slices.Sort(activations)
	if len(layers) == 0 || len(activations) == 0 {
		t.Fatalf("found layers %v and activations %v: the source was not understood", layers, activations)
	}
	return layers, activations
}

func receiver(d *ast.FuncDecl) string {
	of := d.Recv.List[0].Type
	if pointer, ok := of.(*ast.StarExpr); ok {
		of = pointer.X
	}
	return of.(*ast.Ident).Name
}

func activationConstants(t *testing.T, d *ast.GenDecl) (values []string) {
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
