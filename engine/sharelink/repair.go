package sharelink

import (
	"strings"
	"unicode"
)

// maxDecodings is how many times the escapes of a text are decoded: once for a
// link that was escaped as a whole, twice where the result was escaped again.
const maxDecodings = 2

// repair takes back what programs do to a link without escaping it:
//
//	an =3D in place of =, as mail programs write          becomes one
//	a line end, a space or an invisible character in it  is taken out
//	a = at a line end, as they write, too                 is taken out
//	whatever follows the checksum                         is taken off
//	without one, punctuation at the end                   is taken off
//
// With a checksum a wrong guess is noticed; without one the fields are checked
// as always.
func repair(text string) string {
	text = strings.TrimLeft(removeInvisible(text), "#")
	text = joinFields(unquotePrintable(text))
	if before, digits, found := cutChecksum(text); found && len(digits) > checksumDigits && endsWithChecksum(digits[:checksumDigits]) {
		return before + checksumField + digits[:checksumDigits]
	}
	return strings.TrimRightFunc(text, func(r rune) bool { return !ends(r) })
}

// unquotePrintable decodes the equals signs of quoted-printable text, where no other
// ones follow names: no network begins with 3D.
func unquotePrintable(text string) string {
	if !strings.Contains(text, "net=3D") {
		return text
	}
	return strings.ReplaceAll(text, "=3D", "=")
}

func removeInvisible(text string) string { return strings.Map(visible, text) }

func visible(r rune) rune {
	if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
		return -1
	}
	return r
}

// ends reports whether a link can end with r: with a digit or a letter, or with
// - or _ of an ink.
func ends(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_'
}

// joinFields takes out every = but the one after a field's name: quoted-printable
// ends a line that goes on with =, and browsers drop line ends from a URL, so
// that only the = is left.
func joinFields(text string) string {
	known := fieldsOf(version)
	fields := strings.Split(text, "&")
	fields[0] = strings.ReplaceAll(fields[0], "=", "")
	for i, f := range fields[1:] {
		fields[i+1] = joinField(known, f)
	}
	return strings.Join(fields, "&")
}

// maxName is no shorter than any field's name.
const maxName = 16

func joinField(known []field, text string) string {
	name := ""
	for rest := text; ; {
		before, after, found := strings.Cut(rest, "=")
		name += before
		if !found || len(name) > maxName {
			return text
		}
		if find(known, name) != nil || "&"+name+"=" == checksumField {
			return name + "=" + strings.ReplaceAll(after, "=", "")
		}
		rest = after
	}
}

// unescape decodes every percent escape and every escaped ampersand once.
func unescape(text string) string {
	if !strings.ContainsAny(text, "%&") {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for len(text) > 0 {
		switch c := text[0]; c {
		case '%':
			if v, ok := hexByte(text[1:]); ok {
				b.WriteByte(v)
				text = text[3:]
				continue
			}
		case '&':
			if n := ampersand(text); n > 0 {
				b.WriteByte('&')
				text = text[n:]
				continue
			}
		}
		b.WriteByte(text[0])
		text = text[1:]
	}
	return b.String()
}

// ampersand returns the length of the escape with which a text begins, or 0.
func ampersand(text string) int {
	for _, escape := range []string{"&amp;", "&#38;", "&#x26;"} {
		if len(text) >= len(escape) && strings.EqualFold(text[:len(escape)], escape) {
			return len(escape)
		}
	}
	return 0
}

func hexByte(text string) (byte, bool) {
	if len(text) < 2 {
		return 0, false
	}
	high, low := hexDigit(text[0]), hexDigit(text[1])
	return byte(high<<4 | low), high >= 0 && low >= 0
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
