package sharelink

import (
	"fmt"
	"strings"
)

// Damage is the error of a link that was cut or changed on its way, as its
// checksum tells.
type Damage struct {
	Cut   bool   // the end is missing; else the text is another
	pairs []pair // the whole fields that are left
}

// Error says what happened, in English.
func (d *Damage) Error() string {
	if d.Cut {
		return fmt.Sprintf("link: got a text without its end, want %s and %d digits", strings.TrimPrefix(checksumField, "&"), checksumDigits)
	}
	return "link: got a text that does not match its checksum, want the link as it was copied"
}

// known counts the fields that this build knows.
func (d *Damage) known() (n int) {
	known := fieldsOf(version)
	for _, p := range d.pairs {
		if find(known, p.name) != nil {
			n++
		}
	}
	return n
}

// Rest is base with what still decodes: whole fields that pass their checks. It
// also returns their names. Of a changed link they may hold other values than
// were sent.
func (d *Damage) Rest(base Setting) (Setting, []string) {
	type candidate struct {
		field *field
		value string
	}
	known := fieldsOf(version)
	var left []candidate
	seen := map[string]bool{}
	for _, p := range d.pairs {
		if f := find(known, p.name); f != nil && !seen[p.name] {
			seen[p.name] = true
			left = append(left, candidate{f, p.value})
		}
	}
	var names []string
	// Fields may fit together and not alone: a batch of 500 needs as many images.
	// So each is tried until none is taken any more.
	for taken := true; taken; {
		taken = false
		var rest []candidate
		for _, c := range left {
			next := base
			if c.field.read(&next, c.value) != nil || next.check() != nil {
				rest = append(rest, c)
				continue
			}
			base, taken = next, true
			names = append(names, c.field.name)
		}
		left = rest
	}
	return base, names
}
