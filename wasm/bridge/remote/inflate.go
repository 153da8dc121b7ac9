//go:build js && wasm

package remote

import (
	"fmt"
	"syscall/js"
)

// Inflate unpacks gzip with the browser's own DecompressionStream.
func Inflate(file []byte) ([]byte, error) {
	packed := js.Global().Get("Uint8Array").New(len(file))
	js.CopyBytesToJS(packed, file)
	stream := js.Global().Get("Blob").New([]any{packed}).Call("stream").
		Call("pipeThrough", js.Global().Get("DecompressionStream").New("gzip"))
	buffer, err := await(js.Global().Get("Response").New(stream).Call("arrayBuffer"))
	if err != nil {
		// The stream's own words say less: a Response fails with "Failed to fetch".
		return nil, fmt.Errorf("expected a whole gzip file, received %d bytes that do not unpack: it was cut or altered, fetch it again", len(file))
	}
	bytes := js.Global().Get("Uint8Array").New(buffer)
	payload := make([]byte, bytes.Length())
	js.CopyBytesToGo(payload, bytes)
	return payload, nil
}
