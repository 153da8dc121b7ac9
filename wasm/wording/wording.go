// Package wording turns a state, and what is in it, into texts for people, in
// the language of a dictionary. It is pure, so that sentences are tested as they
// are read.
package wording

import "strings"

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
