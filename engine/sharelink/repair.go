package sharelink

import (
	"strings"
	"unicode"
)

// maxDecodings is the number of times that escapes are decoded: once for an escaped
// link, a second time if the result was escaped again.
const maxDecodings = 2

// repair reverts what chat and mail programs do to a link besides escaping it. It
//
//   - replaces the =3D of quoted-printable text by =
//   - removes line ends, spaces, invisible characters, and the = that quoted-printable
//     text has at a line end
//   - removes all that follows the checksum or, without one, punctuation at the end
//
// The checksum detects a wrong guess; without one the fields are checked as usual.
func repair(text string) string {
	text = strings.TrimLeft(removeInvisible(text), "#")
	text = joinFields(unquotePrintable(text))
	if before, digits, found := cutChecksum(text); found && len(digits) > checksumDigits && isChecksum(digits[:checksumDigits]) {
		return before + checksumField + digits[:checksumDigits]
	}
	return strings.TrimRightFunc(text, func(r rune) bool { return !canEnd(r) })
}

// unquotePrintable decodes the equals signs of quoted-printable text. A link has net=3D
// only there: no network begins with 3D.
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

// canEnd reports whether a link can end with r: a digit, a letter, or the - or _ of
// base64url.
func canEnd(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_'
}

// joinFields removes every = except the one after a field's name. Quoted-printable
// text has one at each line end; browsers remove the line end from a URL and leave the
// =.
func joinFields(text string) string {
	known := fieldsOf(version)
	fields := strings.Split(text, "&")
	fields[0] = strings.ReplaceAll(fields[0], "=", "")
	for i, f := range fields[1:] {
		fields[i+1] = joinField(known, f)
	}
	return strings.Join(fields, "&")
}

// maxName is at least the length of any field's name.
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

// unescape decodes every percent escape and every HTML escape of & once.
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

// ampersand returns the length of the HTML escape of & at the beginning of text, or 0.
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
