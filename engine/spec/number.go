package spec

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// Numbers as people write them, in the page's fields, the flags of the command
// line and links:
//
//	whole    60000   60,000   60.000   60 000   60'000
//	decimal  0.001   0,001    1e-3     .5
//
// In a whole number a comma, point, space or apostrophe only separates groups of
// thousands, the same one throughout: 64,5 is refused and never read as 645. In a
// decimal number a comma or point is only the decimal separator, once: 0,001 is a
// thousandth in much of the world.
//
// Full-width forms, which East Asian keyboards type, are read as ASCII. Numbers
// have no sign, since no setting is below zero; an exponent may have one. Other
// forms of Go's literals (1_000, 0x1p-10, inf, nan) are refused.

// maxNumber is the most bytes of a number. The longest float32 without an
// exponent needs 48.
const maxNumber = 64

// ParseWhole reads a whole number. The error says what was expected and what
// was received.
func ParseWhole[N int | uint64](text string) (N, error) {
	var n N
	most := uint64(math.MaxUint64)
	if _, signed := any(n).(int); signed {
		most = math.MaxInt
	}
	digits, ok := ungroup(toASCII(text))
	if !ok {
		return 0, fmt.Errorf("expected a whole number as in 60000 or 60,000, received %s", quoted(text))
	}
	v, err := strconv.ParseUint(digits, 10, 64)
	if err != nil || v > most {
		return 0, fmt.Errorf("expected a whole number of at most %d, received %s", most, quoted(text))
	}
	return N(v), nil
}

// ParseDecimal reads a number with or without decimals and rounds it to the
// nearest float32. The error says what was expected and what was received.
func ParseDecimal(text string) (float32, error) {
	plain, ok := withPoint(toASCII(text))
	if !ok {
		return 0, fmt.Errorf("expected a number as in 0.001 or 1e-3, received %s", quoted(text))
	}
	v, err := strconv.ParseFloat(plain, 32)
	if err != nil {
		return 0, fmt.Errorf("expected a number of at most %g, received %s", math.MaxFloat32, quoted(text))
	}
	return float32(v), nil
}

// FormatDecimal writes 0.001 and not 1e-03. ParseDecimal reads it back to the
// same bits, for any finite v of at least 0.
func FormatDecimal(v float32) string { return strconv.FormatFloat(float64(v), 'f', -1, 32) }

// toASCII drops space around a number and replaces full-width forms, all kinds of
// space and apostrophes by their ASCII characters. It returns "" for a text that
// is too long for a number.
func toASCII(text string) string {
	text = strings.TrimSpace(text)
	if len(text) > 3*maxNumber { // a full-width digit has three bytes
		return ""
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '’':
			return '\''
		case unicode.Is(unicode.Zs, r): // no-break, thin and ideographic spaces, too
			return ' '
		}
		return r
	}, text)
	if len(text) > maxNumber {
		return ""
	}
	return text
}

// ungroup returns the digits of a whole number, with or without groups of
// thousands. "1.000" and "12 345 678" are grouped correctly; "10,00", "0,001" and
// "1,000 000" are not.
func ungroup(text string) (digits string, ok bool) {
	i := strings.IndexAny(text, ",. '")
	if i < 0 {
		return text, allDigits(text)
	}
	groups := strings.Split(text, text[i:i+1])
	for k, group := range groups {
		if !allDigits(group) || k > 0 && len(group) != 3 {
			return "", false
		}
	}
	if first := groups[0]; len(first) > 3 || first[0] == '0' {
		return "", false
	}
	return strings.Join(groups, ""), true
}

// withPoint returns a decimal number in the form that strconv reads, with a point.
func withPoint(text string) (plain string, ok bool) {
	mantissa, exponent, scientific := strings.Cut(strings.ToLower(text), "e")
	before, after, _ := strings.Cut(strings.Replace(mantissa, ",", ".", 1), ".")
	if !allDigits(before + after) {
		return "", false
	}
	plain = before + "." + after
	if !scientific {
		return plain, true
	}
	if unsigned := strings.TrimLeft(exponent, "+-"); !allDigits(unsigned) || len(exponent) > len(unsigned)+1 {
		return "", false
	}
	return plain + "e" + exponent, true
}

// allDigits reports whether text consists of ASCII digits, one at least.
func allDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
