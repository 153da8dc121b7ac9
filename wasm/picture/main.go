//go:build js && wasm

// Command picture is the program of a worker that reads one picture and ends.
// web/worker.js starts it. It is the only program that decodes pictures: in the
// trainer they would take memory and time, and in the page's program they could
// block the page.
package main

import (
	"errors"

	"convlab/engine/picture"
	"convlab/engine/picture/decode"
	"convlab/wasm/bridge/decoder"
)

// build is set by the linker, -X main.build=...
var build string

func main() { decoder.Serve(build, read) }

func read(data []byte) decoder.Result {
	ink, err := decode.Read(data)
	var refused *picture.Error
	switch {
	case errors.As(err, &refused):
		return decoder.Result{Refusal: string(refused.Refusal), Reason: refused.Message}
	case err != nil:
		return decoder.Result{Refusal: string(picture.Damaged), Reason: err.Error()}
	}
	return decoder.Result{Ink: ink.Pix[:]}
}
