//go:build js && wasm

// Command page is the program of the page. It passes events of the document and messages of the worker to state.State, hands the
// commands that come back to the worker, and shows the state: words and controls as HTML, pictures through the stage's program,
// or by its own painter while there is no stage. It computes nothing.
package main

// build is set by the linker, -X main.build=...: the other programs must be of the same one.
var build string

func main() {
	newApp()
	select {}
}
