package view

import "strings"

// articled writes every English article that is left open, as in "a(n) 8", in
// the form that the number after it asks for: a 7, an 8.
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
