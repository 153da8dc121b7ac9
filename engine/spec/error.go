package spec

import (
	"fmt"
	"strconv"
	"strings"
)

// Rule is the reason why a value was refused. Its names are stable: the page has
// a sentence for each in every language.
type Rule string

// The rules that a description can break.
const (
	RuleRange    Rule = "range"    // a number outside Low..High
	RuleChoice   Rule = "choice"   // a word that is not one of those in Want
	RuleWindow   Rule = "window"   // a window with valid padding, larger than its input; High is the largest that fits
	RuleFlat     Rule = "flat"     // Dense after a layer that still has rows and columns
	RuleMaps     Rule = "maps"     // Conv2D or pooling after Flatten or GlobalAveragePooling2D
	RuleSoftmax  Rule = "softmax"  // softmax before the last layer
	RuleOutput   Rule = "output"   // the last layer is not Dense(10, softmax)
	RuleLayers   Rule = "layers"   // no layer, or more than MaxLayers
	RuleWeights  Rule = "weights"  // more than MaxWeights trainable numbers
	RuleMACs     Rule = "macs"     // more than MaxMACs multiply-adds an image
	RuleNumbers  Rule = "numbers"  // more than MaxActivations outputs of layers
	RuleScratch  Rule = "scratch"  // convolutions that need more than MaxScratch numbers
	RuleSyntax   Rule = "syntax"   // the JSON text is not a description
	RuleExamples Rule = "examples" // a batch larger than the training set
	RuleMemory   Rule = "memory"   // a shard of a batch needs more than MaxShardNumbers; High is the largest batch
	RuleWork     Rule = "work"     // a shard of a batch needs more than MaxShardMACs; High is the largest batch
)

// Error says which value of a description cannot work, and what would.
type Error struct {
	Path  string // where the value is, as in "layers[2].kernel_size"; "" for the whole text
	Kind  string // the Keras class name of the layer, "" outside layers
	Value string // what was received
	Want  string // what would work, in English
	Rule  Rule
	Low   int // bounds, where the rule has them
	High  int
}

// Error formats as "layers[2].kernel_size (Conv2D): got 9, want 1 to 7".
func (e *Error) Error() string {
	at := e.Path
	if at == "" {
		at = "description"
	}
	if e.Kind != "" {
		at += " (" + e.Kind + ")"
	}
	return fmt.Sprintf("%s: got %s, want %s", at, e.Value, e.Want)
}

// checkRange returns an *Error unless got is from low to high.
func checkRange(kind, field string, got, low, high int) error {
	if got < low || got > high {
		return &Error{
			Path: field, Kind: kind, Value: fmt.Sprint(got), Rule: RuleRange,
			Want: fmt.Sprintf("%d to %d", low, high), Low: low, High: high,
		}
	}
	return nil
}

// notOneOf returns the *Error of a word that is none of those wanted.
func notOneOf(kind, field, got string, want ...string) *Error {
	return &Error{
		Path: field, Kind: kind, Value: quoted(got), Rule: RuleChoice,
		Want: "one of " + strings.Join(want, ", "),
	}
}

// quoted keeps a hostile value short and on one line.
func quoted(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return strconv.Quote(s)
}
