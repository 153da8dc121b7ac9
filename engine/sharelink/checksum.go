package sharelink

import (
	"fmt"
	"hash/crc32"
	"strings"
)

// From version 2 on a link ends with the CRC-32 of all bytes before its &: IEEE
// 802.3, polynomial 0x04C11DB7, as eight lower-case hexadecimal digits. It detects
// every change within 32 consecutive bits, and so every changed character. It is not
// a signature: anyone can compute it.
const (
	checksumField  = "&crc="
	checksumDigits = 8
)

func checksum(text string) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(text))) }

// cutChecksum splits a link before its checksum. There may be any digits, and any
// number of them.
func cutChecksum(text string) (before, digits string, found bool) {
	i := strings.LastIndex(text, checksumField)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(checksumField):], true
}

// isChecksum reports whether digits have the form of a checksum.
func isChecksum(digits string) bool {
	return len(digits) == checksumDigits && strings.Trim(digits, "0123456789abcdef") == ""
}

// DamagedError is the error of a link that was cut off or changed, according to its
// checksum.
type DamagedError struct {
	Cut   bool   // the end is missing; otherwise the text has changed
	pairs []pair // the fields that are complete
}

func (d *DamagedError) Error() string {
	if d.Cut {
		return fmt.Sprintf("link: got a text without its end, want %s and %d digits", strings.TrimPrefix(checksumField, "&"), checksumDigits)
	}
	return "link: got a text that does not match its checksum, want the link as it was copied"
}

// known returns the number of fields that this build knows.
func (d *DamagedError) known() (n int) {
	known := fieldsOf(version)
	for _, p := range d.pairs {
		if find(known, p.name) != nil {
			n++
		}
	}
	return n
}

// Rest returns base with the fields that can still be read and pass their checks, and
// their names. In a changed link their values may differ from those that were sent.
func (d *DamagedError) Rest(base Content) (Content, []string) {
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
	// Some fields are valid only together: a batch of 500 needs as many images. So the
	// remaining fields are tried until none is accepted.
	for accepted := true; accepted; {
		accepted = false
		var rest []candidate
		for _, c := range left {
			next := base
			if c.field.read(&next, c.value) != nil || next.check() != nil {
				rest = append(rest, c)
				continue
			}
			base, accepted = next, true
			names = append(names, c.field.name)
		}
		left = rest
	}
	return base, names
}
