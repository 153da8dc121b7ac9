//go:build js && wasm

package dom

import (
	"syscall/js"

	"convlab/wasm/bridge/jsvalue"
)

// File is a file that the user has chosen, pasted or dropped. Its content has not
// been read.
type File struct {
	Name string
	Size int64
	v    js.Value
}

// Read reads the whole file. It calls done with the bytes, or with the reason
// that the browser gave: a folder, or a file that has changed since.
func (f File) Read(done func(data []byte, reason string)) {
	jsvalue.Then(f.v.Call("arrayBuffer"),
		func(buffer js.Value) { done(jsvalue.Bytes(buffer), "") },
		func(reason js.Value) { done(nil, jsvalue.Message(reason)) })
}

// Head reads up to n bytes from the beginning of the file. It calls done with nil
// if the browser cannot read it.
func (f File) Head(n int, done func(head []byte)) {
	File{v: f.v.Call("slice", 0, n)}.Read(func(data []byte, _ string) { done(data) })
}

// JSValue returns the browser's File object.
func (f File) JSValue() js.Value { return f.v }

// Choose opens the file dialog of the file input e.
func (e *Element) Choose() { e.v.Call("click") }

// Chosen returns the files of a file input and empties it, so that the same file
// can be chosen again.
func (e *Element) Chosen() []File {
	list := files(e.v.Get("files"))
	e.v.Set("value", "")
	return list
}

func files(v js.Value) []File {
	list := make([]File, v.Length())
	for i := range list {
		f := v.Index(i)
		list[i] = File{Name: f.Get("name").String(), Size: int64(f.Get("size").Float()), v: f}
	}
	return list
}

// OnPaste calls f with files that are pasted anywhere on the page, except into
// text fields. The clipboard is read only when the user pastes.
func OnPaste(f func([]File)) {
	OnPage("paste", func(e Event) {
		if _, field := e.Closest("input[type=text], textarea, [contenteditable]"); field {
			return
		}
		clipboard := e.v.Get("clipboardData")
		if !clipboard.Truthy() {
			return
		}
		if list := files(clipboard.Get("files")); len(list) > 0 {
			e.Prevent()
			f(list)
		}
	})
}

// Drops handles files that are dragged over the page.
type Drops struct {
	Over func(on bool) // the files are over the page, or left it
	Drop func([]File)
}

// OnDrop calls d for files that come from outside, anywhere on the page, and
// prevents the browser from opening them in place of the page. Drags within the
// page are not affected.
func OnDrop(d Drops) {
	fromOutside := func(event js.Value) bool {
		transfer := event.Get("dataTransfer")
		return transfer.Truthy() && transfer.Get("types").Call("includes", "Files").Bool()
	}
	on := func(name string, f func(js.Value)) {
		// In the capture phase: the stage stops the propagation of drops.
		js.Global().Call("addEventListener", name, js.FuncOf(func(_ js.Value, args []js.Value) any {
			if fromOutside(args[0]) {
				f(args[0])
				Wake()
			}
			return nil
		}), true)
	}
	over := func(event js.Value) {
		event.Call("preventDefault")
		event.Get("dataTransfer").Set("dropEffect", "copy")
		d.Over(true)
	}
	on("dragenter", over)
	on("dragover", over)
	on("dragleave", func(event js.Value) {
		if event.Get("relatedTarget").IsNull() { // out of the window, not to another element
			d.Over(false)
		}
	})
	on("drop", func(event js.Value) {
		event.Call("preventDefault")
		d.Over(false)
		d.Drop(files(event.Get("dataTransfer").Get("files")))
	})
}

// Download saves data under a name, as a click on a download link would.
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
	After(60_000, func() { g.Get("URL").Call("revokeObjectURL", url) }) // the browser reads it later
}
