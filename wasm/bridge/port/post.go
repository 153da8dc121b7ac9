//go:build js && wasm

package port

import (
	"fmt"
	"syscall/js"

	"convlab/engine/wire"
)

// Send posts m. The error is one of Marshal: a number that JSON cannot hold.
func (p *Port) Send(m wire.Message) error {
	head, payload, err := wire.Marshal(m)
	if err != nil {
		return err
	}
	bytes := js.Global().Get("Uint8Array").New(len(payload))
	js.CopyBytesToJS(bytes, payload)
	buffer := bytes.Get("buffer")
	p.end.Call("postMessage", []any{string(head), buffer}, []any{buffer})
	return nil
}

func (p *Port) receive(data js.Value) {
	if data.Type() == js.TypeObject && data.Length() > 2 && data.Index(0).Equal(js.ValueOf(memoryKind)) {
		if err := p.receiveMemory(data); err != nil {
			p.push(arrival{err: err})
		}
		return
	}
	m, err := parse(data)
	p.push(arrival{message: m, err: err})
}

// parse reads [head, payload]. Whatever else arrives is an error: the other
// side may be of another build.
func parse(data js.Value) (wire.Message, error) {
	if data.Type() != js.TypeObject || data.Length() != 2 || data.Index(0).Type() != js.TypeString {
		return nil, fmt.Errorf("port: expected [head, payload], received %s", data.Type())
	}
	buffer := data.Index(1)
	if !buffer.InstanceOf(js.Global().Get("ArrayBuffer")) {
		return nil, fmt.Errorf("port: expected an ArrayBuffer as payload, received %s", buffer.Type())
	}
	n := buffer.Get("byteLength").Int()
	if n > wire.MaxPayload {
		return nil, fmt.Errorf("port: expected a payload of at most %d bytes, received %d", wire.MaxPayload, n)
	}
	payload := make([]byte, n)
	js.CopyBytesToGo(payload, js.Global().Get("Uint8Array").New(buffer))
	return wire.Parse([]byte(data.Index(0).String()), payload)
}
