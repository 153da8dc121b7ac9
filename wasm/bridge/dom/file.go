//go:build js && wasm

package dom

import "syscall/js"

// File is a file that the user has chosen or dropped. Nothing of it has been
// read.
type File struct {
	Name string
	Size int64
	v    js.Value
}

// Read reads the whole file. done is told its bytes, or why the browser could
// not: a folder, or a file that has changed.
func (f File) Read(done func(data []byte, reason string)) {
	var yes, no js.Func
	release := func() {
		yes.Release()
		no.Release()
	}
	yes = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		bytes := js.Global().Get("Uint8Array").New(args[0])
		data := make([]byte, bytes.Length())
		js.CopyBytesToGo(data, bytes)
		done(data, "")
		return nil
	})
	no = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		done(nil, args[0].Get("message").String())
		return nil
	})
	f.v.Call("arrayBuffer").Call("then", yes, no)
}

// Head reads up to n bytes from the file's beginning. done is told none where
// the browser cannot read it.
func (f File) Head(n int, done func(head []byte)) {
	File{v: f.v.Call("slice", 0, n)}.Read(func(data []byte, _ string) { done(data) })
}

// JSValue is the browser's own file.
func (f File) JSValue() js.Value { return f.v }

// Choose asks the user for a file, as a click on the file field e would.
func (e *Element) Choose() { e.v.Call("click") }

// Chosen takes the files out of a file field, so that the same one can be
// chosen again.
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

// OnPaste tells f about files that are pasted outside of text fields, wherever on
// the page. Of the clipboard only what is pasted is seen, and when it is.
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

// Drops hears of files that are dragged over the page.
type Drops struct {
	Over func(on bool) // they are over the page, or gone
	Drop func([]File)
}

// OnDrop tells d about files that come from outside, wherever on the page, and
// keeps the browser from showing them in its place. What is dragged within the
// page is left alone.
func OnDrop(d Drops) {
	fromOutside := func(event js.Value) bool {
		transfer := event.Get("dataTransfer")
		return transfer.Truthy() && transfer.Get("types").Call("includes", "Files").Bool()
	}
	hear := func(name string, f func(js.Value)) {
		// Before anybody else on the page: the stage keeps drops from going on.
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
	hear("dragenter", over)
	hear("dragover", over)
	hear("dragleave", func(event js.Value) {
		if event.Get("relatedTarget").IsNull() { // out of the window, not to another element
			d.Over(false)
		}
	})
	hear("drop", func(event js.Value) {
		event.Call("preventDefault")
		d.Over(false)
		d.Drop(files(event.Get("dataTransfer").Get("files")))
	})
}
