//go:build js && wasm

package dom

import "syscall/js"

// Copy puts text on the clipboard and tells done whether the browser let it.
func Copy(text string, done func(ok bool)) {
	clipboard := js.Global().Get("navigator").Get("clipboard")
	if clipboard.IsUndefined() { // not on http pages of other machines
		done(false)
		return
	}
	var yes, no js.Func
	settle := func(ok bool) func(js.Value, []js.Value) any {
		return func(js.Value, []js.Value) any {
			yes.Release()
			no.Release()
			done(ok)
			return nil
		}
	}
	yes, no = js.FuncOf(settle(true)), js.FuncOf(settle(false))
	clipboard.Call("writeText", text).Call("then", yes, no)
}
