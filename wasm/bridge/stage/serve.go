//go:build js && wasm

package stage

import (
	"os"
	"syscall/js"
)

// Part is what the stage's program does.
type Part struct {
	Paint func(packed []byte) error // the bytes are valid until it returns
	Drawn func() int                // frames painted so far
	End   func()
}

// Serve offers the part to the page's program. boot.js gave this instance its number. ended tells the page that nothing is
// painted any more.
func Serve(build string, p Part) (ended func()) {
	var packed []byte
	end := js.Global().Get("convlab").Get("enter").Call(os.Args[1], map[string]any{
		"build": build,
		"paint": js.FuncOf(func(_ js.Value, args []js.Value) any {
			n := args[0].Length()
			packed = append(packed[:0], make([]byte, n)...)
			js.CopyBytesToGo(packed, args[0])
			if err := p.Paint(packed); err != nil {
				println(err.Error())
				return false
			}
			return true
		}),
		"drawn": js.FuncOf(func(js.Value, []js.Value) any { return p.Drawn() }),
		"end": js.FuncOf(func(js.Value, []js.Value) any {
			p.End()
			return nil
		}),
	})
	return func() { end.Invoke() }
}
