//go:build js && wasm

package main

// build is set by the linker, -X main.build=...: the other programs must be of the same one.
var build string

func main() {
	newApp()
	select {}
}
