package view

import "strings"

// Words holds every text of the page in one language, by key.
type Words map[string]string

// Say returns the text of key with each {name} replaced by the value that
// follows name in pairs, and articles and Korean particles as the values ask for. A missing
// key shows itself.
func (w Words) Say(key string, pairs ...string) string {
	text, ok := w[key]
	if !ok {
		return key
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
	}
	return particled(articled(text))
}
