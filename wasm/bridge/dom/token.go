//go:build js && wasm

package dom

import "syscall/js"

// Token returns a colour of style.css by the name of its custom property, as
// it is in the theme of the moment. Where the system forces its colours, style.css
// keeps them from being put in the place of this one.
func Token(name string) [3]uint8 {
	probe := document().Call("createElement", "i")
	document().Get("body").Call("append", probe)
	defer probe.Call("remove")
	// The property itself still reads light-dark(...): only a used colour is resolved.
	probe.Get("style").Set("color", "var("+name+")")
	text := js.Global().Call("getComputedStyle", probe).Get("color").String()
	c, ok := parseColor(text)
	if !ok {
		panic("dom: style.css has no colour " + name + " that can be read: it is " + text)
	}
	return c
}
