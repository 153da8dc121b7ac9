package wording

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// costTexts are the texts that speak of cost, and why each is true. A new one is
// read here before it may stand.
var costTexts = map[string]string{
	"cost.change":        "filled in from spec.Cost",
	"cost.same":          "said where spec.Cost is equal",
	"help.change":        "claims nothing",
	"hint.window_cost":   "holds cost.change",
	"refusal.macs":       "filled in from the refusal",
	"summary.caption":    "claims nothing",
	"summary.compare":    "filled in from the ledgers",
	"summary.macs":       "a heading",
	"summary.macs_long":  "explains the heading",
	"summary.terms":      "explains the heading",
	"summary.unmeasured": "claims nothing",
}

func TestEveryTextAboutCostIsKnown(t *testing.T) {
	about := regexp.MustCompile(`(?i)\bcosts?\b|cheap|expensive|multiply-add|\bMACs\b|\bfaster\b|\bslower\b`)
	for key, text := range words(t, "en") {
		if _, known := costTexts[key]; about.MatchString(text) && !known {
			t.Errorf("%s says %q: is that true of every network? Let spec say it, or list it here", key, text)
		}
	}
	korean := regexp.MustCompile(`비용|곱셈-덧셈|계산이 (늘|줄)|비싸`)
	for key, text := range words(t, "ko") {
		if _, known := costTexts[key]; korean.MatchString(text) && !known {
			t.Errorf("%s says %q", key, text)
		}
	}
}

// A larger window sees more and may cost less: what it costs is what the ledger
// would say of the network with it.
func TestTheHintOfAWindowSaysWhatTheLedgerWould(t *testing.T) {
	for _, p := range spec.Presets() {
		s, _ := state.FromModel(p.Model, p.Training)
		now, err := p.Model.Cost()
		if err != nil {
			t.Fatal(err)
		}
		for i, b := range s.Blocks {
			text := WindowHint(words(t, "en"), s, i)
			complete(t, p.Name, text)
			complete(t, p.Name, WindowHint(words(t, "ko"), s, i))
			said := regexp.MustCompile(`(\d)×\d: (.*)$`).FindStringSubmatch(text)
			if said == nil {
				t.Errorf("%s, conv %d: %q names no other window", p.Name, i+1, text)
				continue
			}
			size, _ := strconv.Atoi(said[1])
			if size == b.Window {
				t.Errorf("%s, conv %d: %q compares with itself", p.Name, i+1, text)
			}
			next := s
			next.Blocks = append([]state.Block(nil), s.Blocks...)
			next.Blocks[i].Window = size
			cost, err := next.Model().Cost()
			if err != nil {
				t.Fatal(err)
			}
			if want := costText(words(t, "en"), now, cost); said[2] != want {
				t.Errorf("%s, conv %d: %q, want %q", p.Name, i+1, text, want)
			}
		}
	}
	s := state.New()
	if text := WindowHint(words(t, "en"), s.Draft.Settings, 0); !strings.Contains(text, "5×5: ") || !strings.Contains(text, "2.67 M multiply-adds an image instead of 93,322 and 2.79 M") {
		t.Errorf("5×5 in conv 1 is %q", text)
	}
}

// The name of a preset says all in which it differs from the note's convnet.
func TestPresetsAreNamedForAllThatTheyChange(t *testing.T) {
	note := spec.NoteConvnet()
	first := note.Layers[0].(spec.Conv2D)
	for _, p := range spec.Presets() {
		name := strings.ToLower(words(t, "en").Format("preset." + p.Name))
		conv, ok := p.Model.Layers[0].(spec.Conv2D)
		if !ok {
			continue // the dense network
		}
		wants := func(changed bool, word string) {
			if changed && !strings.Contains(name, word) {
				t.Errorf("%q does not say %q", name, word)
			}
		}
		wants(conv.Filters != first.Filters, "half")
		wants(conv.KernelSize != first.KernelSize, fmt.Sprintf("%d×%d", conv.KernelSize, conv.KernelSize))
		wants(conv.Padding.Or() != first.Padding.Or(), "same")
		wants(conv.Stride() != first.Stride(), "strided")
		_, average := p.Model.Layers[1].(spec.AveragePooling2D)
		_, max := p.Model.Layers[1].(spec.MaxPooling2D)
		wants(average, "average")
		wants(!average && !max && conv.Stride() == 1, "no downsampling")
		wants(!average && !max && conv.Stride() > 1, "instead of pooling")
		if got, korean := p.Name == "five", words(t, "ko").Format("preset."+p.Name); got && !strings.Contains(korean, "same") {
			t.Errorf("%q does not say same", korean)
		}
	}
}

// Other claims of the hints that spec can judge.
func TestHintsAboutShapesAreTrue(t *testing.T) {
	en := words(t, "en")
	for key, claim := range map[string]string{
		"hint.stride":  "Stride 2 halves both sides of the map",
		"hint.padding": "zeros around the border keep its size at stride 1",
		"hint.pooling": "It has no weights",
		"hint.add":     "with same padding: it keeps the size of the maps",
	} {
		if !strings.Contains(en[key], claim) {
			t.Errorf("%s no longer says %q: this test is to judge what it says now", key, claim)
		}
	}
	for in := 1; in <= spec.MaxSide; in++ {
		for size := 1; size <= spec.MaxKernelSize; size++ {
			for _, padding := range []spec.Padding{spec.Valid, spec.Same} {
				one, two := spec.Slide(in, size, 1, padding).Out, spec.Slide(in, size, 2, padding).Out
				if two != (one+1)/2 {
					t.Errorf("%d positions, window %d, %s: %d at stride 1 and %d at stride 2", in, size, padding, one, two)
				}
			}
			if out := spec.Slide(in, size, 1, spec.Same).Out; out != in {
				t.Errorf("%d positions, window %d, same: %d", in, size, out)
			}
		}
	}
	for _, p := range spec.Presets() {
		for _, l := range p.Model.Layers {
			if strings.Contains(l.Kind(), "Pooling") && len(l.Weights(spec.MNIST())) > 0 {
				t.Errorf("%s has weights", l.Kind())
			}
		}
		s := state.New()
		s.Draft.Settings, _ = state.FromModel(p.Model, p.Training)
		blocks := len(s.Draft.Blocks)
		s.Update(state.AddBlock{At: blocks})
		shapes, err := s.Draft.Model().Shapes()
		if err != nil {
			t.Fatal(err)
		}
		if s.Draft.Refusal != nil { // too many weights after the maps of the dense network
			if len(s.Draft.Fixes()) == 0 {
				t.Errorf("%s: another convolution is refused, and nothing is offered: %v", p.Name, s.Draft.Refusal.Error)
			}
			continue
		}
		head := slices.IndexFunc(s.Draft.Model().Layers, func(l spec.Layer) bool { return l.Kind() == "Flatten" })
		before, last := spec.MNIST(), shapes[head-1]
		if head > 1 {
			before = shapes[head-2]
		}
		if last.H != before.H || last.W != before.W || len(s.Draft.Blocks) != blocks+1 {
			t.Errorf("%s: maps of %v became %v", p.Name, before, last)
		}
	}
}

// The sizes of the note's networks stand in README as spec counts them.
func TestReadmeNamesTheSizesOfTheNotesNetworks(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]spec.Model{"dense network": spec.NoteDense(), "convnet": spec.NoteConvnet()} {
		cost, err := want.Cost()
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(regexp.QuoteMeta(name) + `\s*\(` + Count(cost.Weights)).Match(text) {
			t.Errorf("README does not say that the %s has %s weights", name, Count(cost.Weights))
		}
	}
}
