//go:build js && wasm

package dom

import "syscall/js"

// Speak asks i18n.js for the texts of another language without remembering it.
// The event convlab:words follows.
func Speak(language string) { convlab().Call("speak", language) }

// Words returns the texts that i18n.js has loaded, by key, and their language;
// nil before they have come. The event convlab:words on the page tells of new
// ones.
func Words() (language string, words map[string]string) {
	all := convlab().Get("words")
	if all.IsNull() {
		return convlab().Get("language").String(), nil
	}
	keys := js.Global().Get("Object").Call("keys", all)
	words = make(map[string]string, keys.Length())
	for i := range keys.Length() {
		key := keys.Index(i).String()
		words[key] = all.Get(key).String()
	}
	return convlab().Get("language").String(), words
}
