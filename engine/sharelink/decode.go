package sharelink

import (
	"errors"
	"fmt"
	"strings"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// Limits of a text for Decode, before and after its escapes are decoded.
const (
	MaxText   = 128 << 10 // bytes; the largest drawing takes about 60,000
	MaxFields = 64
)

// Link is a decoded link.
type Link struct {
	Content
	Version int      // 1 has no digit, steps, language, view and gestures
	Ignored []string // names of fields that this build does not know
}

// Decode reads a link that Encode wrote, with or without a # before it, and reverts
// what chat and mail programs do to links (see repair). The error is a *DamagedError
// for a link that was cut off or changed, and a *spec.Error for a text that is not a
// link or cannot work. With an error the Link is zero.
func Decode(text string) (Link, error) {
	if err := checkSize(text); err != nil {
		return Link{}, err
	}
	var best error
	for decodings := 0; ; decodings++ {
		for _, candidate := range []string{text, repair(text)} {
			l, err := parse(candidate)
			if err == nil || verified(candidate) {
				return l, err
			}
			if best == nil || informative(err) > informative(best) {
				best = err
			}
		}
		next := unescape(removeInvisible(text)) // a line can end within an escape
		if next == text || decodings == maxDecodings {
			return Link{}, best
		}
		if err := checkSize(next); err != nil { // an escaped & separates fields, too
			return Link{}, err
		}
		text = next
	}
}

// checkSize refuses texts that are longer than any link before anything is read.
func checkSize(text string) error {
	if len(text) > MaxText {
		return refuse("link", fmt.Sprintf("%d bytes", len(text)), fmt.Sprintf("a link of at most %d bytes", MaxText))
	}
	if n := strings.Count(text, "&"); n > MaxFields {
		return refuse("link", fmt.Sprintf("%d fields", n), fmt.Sprintf("a link of at most %d fields", MaxFields))
	}
	return nil
}

// informative ranks the errors of several candidates by how much could be read.
func informative(err error) int {
	var damage *DamagedError
	var version *versionError
	switch {
	case errors.As(err, &damage):
		return 2 + damage.known()
	case errors.As(err, &version):
		return 0
	}
	return 1
}

// versionError is the error of a text that does not begin with a known version.
type versionError struct{ refusal *spec.Error }

func (e *versionError) Error() string { return e.refusal.Error() }
func (e *versionError) Unwrap() error { return e.refusal }

// verified reports whether a text has the right checksum. An error in it was then made
// by the sender.
func verified(text string) bool {
	before, digits, found := cutChecksum(strings.TrimPrefix(text, "#"))
	return found && checksum(before) == digits
}

// parse reads a text without repairing it.
func parse(text string) (Link, error) {
	text = strings.TrimPrefix(text, "#")
	before, digits, found := cutChecksum(text)
	whole := found && isChecksum(digits)
	first, _, _ := strings.Cut(text, "&")
	switch {
	case whole && checksum(before) != digits:
		return Link{}, &DamagedError{pairs: pairsOf(before)} // of any version: the change may be in the 2
	case first == "1":
		return readFields(text, 1)
	case first == "2" && whole:
		return readFields(before, 2)
	case first == "2" && found && len(digits) >= checksumDigits:
		return Link{}, &DamagedError{pairs: pairsOf(before)}
	case first == "2":
		pairs := pairsOf(text)
		return Link{}, &DamagedError{Cut: true, pairs: pairs[:max(len(pairs)-1, 0)]} // the last field may be cut off
	}
	return Link{}, &versionError{&spec.Error{
		Path: "link", Value: quoted(first), Rule: spec.RuleSyntax,
		Want: "a link that begins with 1& or 2&, as Convlab writes it: this one is none, or of a newer version",
	}}
}

// pair is a field of a link as text.
type pair struct{ name, value string }

// pairsOf lists the fields after the version.
func pairsOf(text string) (pairs []pair) {
	_, rest, more := strings.Cut(text, "&")
	for more {
		var one string
		one, rest, more = strings.Cut(rest, "&")
		name, value, _ := strings.Cut(one, "=")
		pairs = append(pairs, pair{name, value})
	}
	return pairs
}

// readFields reads an undamaged link. In version 2 unknown fields are ignored, since
// later builds may add some.
func readFields(text string, version int) (Link, error) {
	known := fieldsOf(version)
	seen := map[string]bool{}
	l := Link{Content: Content{Model: spec.Model{Input: spec.MNIST()}, Steps: drawing.AllSteps()}, Version: version}
	for _, p := range pairsOf(text) {
		f := find(known, p.name)
		if f == nil && version == 1 {
			return Link{}, refuse("link", quoted(p.name), "only fields that Convlab writes")
		}
		if seen[p.name] {
			return Link{}, refuse(p.name, "the field twice", "it once")
		}
		seen[p.name] = true
		if f == nil {
			l.Ignored = append(l.Ignored, p.name)
			continue
		}
		if err := f.read(&l.Content, p.value); err != nil {
			return Link{}, err
		}
	}
	for _, f := range known {
		if !seen[f.name] && !f.optional {
			return Link{}, refuse(f.name, "nothing", "the field")
		}
	}
	if err := l.check(); err != nil {
		return Link{}, err
	}
	return l, nil
}

// IgnoredText lists the names of ignored fields, at most five of them and each
// shortened.
func (l Link) IgnoredText() string {
	const limit = 5
	var names []string
	for i, name := range l.Ignored {
		if i == limit {
			names = append(names, "…")
			break
		}
		names = append(names, strings.Trim(quoted(name), `"`))
	}
	return strings.Join(names, ", ")
}
