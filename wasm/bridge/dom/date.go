//go:build js && wasm

package dom

import "syscall/js"

// Date writes a moment, in milliseconds since 1970, as people of a language do:
// day and time, in the zone of the machine.
func Date(milliseconds int64, language string) string {
	date := js.Global().Get("Date").New(float64(milliseconds))
	return date.Call("toLocaleString", language, map[string]any{"dateStyle": "medium", "timeStyle": "short"}).String()
}
