//go:build js && wasm

package decoder

// name is what the worker is started under; web/worker.js knows it, too.
const name = "picture"

// The kinds of answers. The last one is that of web/worker.js.
const (
	began   = "Began"   // the program runs: build
	read    = "Read"    // the payload is the ink
	refused = "Refused" // refusal, reason
	bye     = "Bye"     // reason
)
