//go:build js && wasm

package understudy

import (
	"os"
	"syscall/js"
)

// Here reports whether this instance is an understudy, which boot.js has
// started with that word and a number of its own.
func Here() bool { return len(os.Args) > 2 && os.Args[1] == "understudy" }

// Part is what an understudy can do.
type Part struct {
	Paint func(scene []byte) // packed
	Drawn func() int
	End   func()
}

// Perform offers the part to the page's program. over tells it that there is
// nobody to paint any more.
func Perform(p Part) (over func()) {
	end := js.Global().Get("convlab").Get("enter").Call(os.Args[2], map[string]any{
		"paint": js.FuncOf(func(_ js.Value, args []js.Value) any {
			scene := make([]byte, args[0].Length())
			js.CopyBytesToGo(scene, args[0])
			p.Paint(scene)
			return nil
		}),
		"drawn": js.FuncOf(func(js.Value, []js.Value) any { return p.Drawn() }),
		"end": js.FuncOf(func(js.Value, []js.Value) any {
			p.End()
			return nil
		}),
	})
	return func() { end.Invoke() }
}
