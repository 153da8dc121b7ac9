//go:build js && wasm

package jsvalue

import (
	"bytes"
	"syscall/js"
	"testing"
)

// promise returns a promise that is settled by resolve or reject of JavaScript's Promise.
func promise(how string, value any) js.Value { return js.Global().Get("Promise").Call(how, value) }

func TestAPromiseIsSettledOnce(t *testing.T) {
	if v, err := Wait(promise("resolve", 7)); err != nil || v.Int() != 7 {
		t.Errorf("a promise of 7 gives %v, %v", v, err)
	}
	failure := js.Global().Get("Error").New("no room")
	if _, err := Wait(promise("reject", failure)); err == nil || err.Error() != "no room" {
		t.Errorf("a promise that is rejected gives the error %v", err)
	}
}

func TestEveryReasonHasAMessage(t *testing.T) {
	for want, reason := range map[string]any{
		"no room": js.Global().Get("Error").New("no room"), "a text": "a text", "<undefined>": js.Undefined(), "<object>": map[string]any{"code": 3},
	} {
		if got := Message(js.ValueOf(reason)); got != want {
			t.Errorf("the message of %v is %q, want %q", reason, got, want)
		}
	}
}

func TestABufferIsCopied(t *testing.T) {
	array := js.Global().Get("Uint8Array").New(3)
	array.SetIndex(1, 200)
	got := Bytes(array.Get("buffer"))
	array.SetIndex(2, 9)
	if !bytes.Equal(got, []byte{0, 200, 0}) {
		t.Errorf("the bytes are %v", got)
	}
}
