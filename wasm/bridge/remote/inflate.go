//go:build js && wasm

package remote

import (
	"fmt"
	"syscall/js"
)

// Inflate unpacks gzip with the browser's own DecompressionStream. The stream is
// a Response's: in a worker of a page from the disk WebKitGTK 2.50 reads no Blob,
// not even the worker's own (NotReadableError).
func Inflate(file []byte) ([]byte, error) {
	packed := js.Global().Get("Uint8Array").New(len(file))
	js.CopyBytesToJS(packed, file)
	response := js.Global().Get("Response")
	stream := response.New(packed).Get("body").
		Call("pipeThrough", js.Global().Get("DecompressionStream").New("gzip"))
	buffer, err := await(response.New(stream).Call("arrayBuffer"))
	if err != nil {
		// The stream's own words say less: a Response fails with "Failed to fetch".
		return nil, fmt.Errorf("expected a whole gzip file, received %d bytes that do not unpack: it was cut or altered, fetch it again", len(file))
	}
	bytes := js.Global().Get("Uint8Array").New(buffer)
	payload := make([]byte, bytes.Length())
	js.CopyBytesToGo(payload, bytes)
	return payload, nil
}
