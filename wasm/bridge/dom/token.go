//go:build js && wasm

package dom

import (
	"fmt"
	"syscall/js"
)

// Token returns a colour of style.css by the name of its custom property, as
// it is in the theme of the moment.
func Token(name string) [3]uint8 {
	probe := document().Call("createElement", "i")
	document().Get("body").Call("append", probe)
	defer probe.Call("remove")
	// The property itself still reads light-dark(...): only a used colour is resolved.
	probe.Get("style").Set("color", "var("+name+")")
	text := js.Global().Call("getComputedStyle", probe).Get("color").String()
	var c [3]uint8
	if _, err := fmt.Sscanf(text, "rgb(%d, %d, %d)", &c[0], &c[1], &c[2]); err != nil {
		panic("dom: style.css has no colour " + name)
	}
	return c
}
