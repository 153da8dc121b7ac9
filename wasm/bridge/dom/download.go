//go:build js && wasm

package dom

import "syscall/js"

// Download gives the user a file of that name, as a click on a link would.
func Download(name string, data []byte) {
	g := js.Global()
	bytes := g.Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(bytes, data)
	blob := g.Get("Blob").New([]any{bytes}, map[string]any{"type": "application/octet-stream"})
	url := g.Get("URL").Call("createObjectURL", blob)
	link := document().Call("createElement", "a")
	link.Set("href", url)
	link.Set("download", name)
	link.Call("click")
	After(60_000, func() { g.Get("URL").Call("revokeObjectURL", url) }) // the browser reads it in its own time
}
