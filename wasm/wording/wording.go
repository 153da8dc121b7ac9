// Package wording turns a state, and its parts, into texts for people, in
// the language of a dictionary. It is pure, so that sentences are tested as they
// are read.
package wording

import (
	"strings"
	"unicode/utf8"
)

// Words holds every text of the page in one language, by key.
type Words map[string]string

// Format returns the text of key with each {name} replaced by the value that
// follows name in pairs, and articles and Korean particles in the form for these
// values. For a missing key it returns the key.
func (w Words) Format(key string, pairs ...string) string {
	text, ok := w[key]
	if !ok {
		return key
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
	}
	return particled(articled(text))
}

// articled writes every open English article, as in "a(n) 8", in the form for the
// number after it: a 7, an 8.
func articled(text string) string {
	if !strings.Contains(text, "(n) ") {
		return text
	}
	for _, open := range []string{"a(n) ", "A(n) "} {
		for {
			before, after, there := strings.Cut(text, open)
			if !there {
				break
			}
			article := open[:1]
			if strings.HasPrefix(after, "8") { // eight, eighteen, eighty: no other digit begins with a vowel when it is read
				article += "n"
			}
			text = before + article + " " + after
		}
	}
	return text
}

// particled writes every open Korean particle, as in "을(를)", in the form for the
// sound before it: 3을, 4를, 숫자를. Brackets and quotation marks before it are
// skipped.
func particled(text string) string {
	if !strings.Contains(text, "(") {
		return text
	}
	for _, p := range []struct{ open, closed, vowel string }{
		{"이(가)", "이", "가"}, {"을(를)", "을", "를"}, {"은(는)", "은", "는"}, {"과(와)", "과", "와"}, {"(으)로", "으로", "로"},
	} {
		for {
			at := strings.Index(text, p.open)
			if at < 0 {
				break
			}
			form := p.vowel
			if end := sound(text[:at]); end == consonant || end == rieul && p.closed != "으로" {
				form = p.closed
			}
			text = text[:at] + form + text[at+len(p.open):]
		}
	}
	return text
}

// ending is a kind of last syllable, which chooses the particle after a word.
type ending uint8

const (
	vowel     ending = iota
	rieul            // ㄹ, before which 로 stays 로
	consonant        // any other
)

// sound is the ending of a text that is read aloud. Numbers are read in Korean,
// Latin letters by what a word that ends with them mostly ends with.
func sound(text string) ending {
	text = strings.TrimRight(text, `)]}"'’”…`)
	r, _ := utf8.DecodeLastRuneInString(text)
	switch {
	case r >= '가' && r <= '힣':
		switch (r - '가') % 28 { // syllables are ordered by their last letter: none, 27 others, ㄹ the eighth
		case 0:
			return vowel
		case 8:
			return rieul
		}
		return consonant
	case r >= '0' && r <= '9':
		// 영 일 이 삼 사 오 육 칠 팔 구; and 십, 백, 천, 만 end as 영 does.
		return [10]ending{consonant, rieul, vowel, consonant, vowel, vowel, consonant, rieul, rieul, vowel}[r-'0']
	case strings.ContainsRune("lLrR", r):
		return rieul
	case strings.ContainsRune("bckmnptBCKMNPT", r):
		return consonant
	}
	return vowel
}
