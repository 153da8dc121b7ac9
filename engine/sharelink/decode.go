package sharelink

import (
	"errors"
	"strings"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// The limits of a text that Decode looks at, before and after escapes in it
// are decoded.
const (
	MaxText   = 128 << 10 // bytes; the largest drawing needs about 60,000
	MaxFields = 64
)

// Link is what Decode has read.
type Link struct {
	Setting
	Version int      // 1 says nothing of digit, steps, language and gestures
	Ignored []string // names of fields that this build does not know
}

// Decode reads what Encode wrote, with or without the # in front, also when a
// chat or mail program has changed it in one of the ways that repair knows. The
// error is a *Damage where a link was cut or changed, and a *spec.Error where
// the text is none or cannot work; then the Link is empty.
func Decode(text string) (Link, error) {
	if err := checkSize(text); err != nil {
		return Link{}, err
	}
	var best error
	for decodings := 0; ; decodings++ {
		for _, reading := range []string{text, repair(text)} {
			l, err := read(reading)
			if err == nil || verified(reading) {
				return l, err
			}
			if best == nil || informative(err) > informative(best) {
				best = err
			}
		}
		next := unescape(removeInvisible(text)) // a line may end within an escape
		if next == text || decodings == maxDecodings {
			return Link{}, best
		}
		if err := checkSize(next); err != nil { // an escaped & is a field, too
			return Link{}, err
		}
		text = next
	}
}

// informative orders the errors of several readings of a text by how much was read.
func informative(err error) int {
	var damage *Damage
	var version *versionError
	switch {
	case errors.As(err, &damage):
		return 2 + damage.known()
	case errors.As(err, &version):
		return 0
	}
	return 1
}

// versionError is the error of a text that begins with no known version.
type versionError struct{ refusal *spec.Error }

func (e *versionError) Error() string { return e.refusal.Error() }
func (e *versionError) Unwrap() error { return e.refusal }

// verified reports whether a text has a checksum that is right: nothing was done
// to it, and what is wrong with it was so from the beginning.
func verified(text string) bool {
	before, digits, found := cutChecksum(strings.TrimPrefix(text, "#"))
	return found && checksum(before) == digits
}

// read reads a text as it is.
func read(text string) (Link, error) {
	text = strings.TrimPrefix(text, "#")
	before, digits, sealed := cutChecksum(text)
	whole := sealed && endsWithChecksum(digits)
	first, _, _ := strings.Cut(text, "&")
	switch {
	case whole && checksum(before) != digits:
		return Link{}, &Damage{pairs: pairsOf(before)} // of any version: the 2 may be what was changed
	case first == "1":
		return readFields(text, 1)
	case first == "2" && whole:
		return readFields(before, 2)
	case first == "2" && sealed && len(digits) >= checksumDigits:
		return Link{}, &Damage{pairs: pairsOf(before)}
	case first == "2":
		pairs := pairsOf(text)
		return Link{}, &Damage{Cut: true, pairs: pairs[:max(len(pairs)-1, 0)]} // the last one may lack its end
	}
	return Link{}, &versionError{&spec.Error{
		Path: "link", Value: quoted(first), Rule: spec.RuleSyntax,
		Want: "a link that begins with 1& or 2&, as Convlab writes it: this one is none, or of a newer version",
	}}
}

// pair is a field of a link: its name and the text of its value.
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

// readFields reads a link that nothing was done to. A newer build of the same
// version may have fields that this one does not know; version 1 is complete.
func readFields(text string, version int) (Link, error) {
	known := fieldsOf(version)
	seen := map[string]bool{}
	l := Link{Setting: Setting{Model: spec.Model{Input: spec.MNIST()}, Steps: drawing.AllSteps()}, Version: version}
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
		if err := f.read(&l.Setting, p.value); err != nil {
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

// IgnoredText lists the names of the fields that were ignored, short whatever
// they are.
func (l Link) IgnoredText() string {
	const most = 5
	var names []string
	for i, name := range l.Ignored {
		if i == most {
			names = append(names, "…")
			break
		}
		names = append(names, strings.Trim(quoted(name), `"`))
	}
	return strings.Join(names, ", ")
}
