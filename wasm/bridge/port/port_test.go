//go:build js && wasm

package port

import (
	"reflect"
	"syscall/js"
	"testing"
	"time"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// pair returns two connected ports, over a MessageChannel, which browsers and Node
// have.
func pair(t *testing.T) (a, b *Port) {
	t.Helper()
	channel := js.Global().Get("MessageChannel").New()
	var ports []*Port
	for _, name := range []string{"port1", "port2"} {
		p := newPort(channel.Get(name))
		p.listen("message", func(event js.Value) { p.receive(event.Get("data")) })
		p.target.Call("start")
		t.Cleanup(func() { p.target.Call("close") })
		ports = append(ports, p)
	}
	return ports[0], ports[1]
}

// next waits for the next message.
func next(t *testing.T, p *Port) (wire.Message, error) {
	t.Helper()
	for {
		if m, err := p.Next(); m != nil || err != nil {
			return m, err
		}
		select {
		case <-p.Arrived():
		case <-time.After(10 * time.Second):
			t.Fatal("no message arrives")
		}
	}
}

func TestMessagesArriveInOrder(t *testing.T) {
	a, b := pair(t)
	file := make([]byte, wire.MaxPayload) // as large as a file may be
	file[0], file[len(file)-1] = 7, 9
	sent := []wire.Message{
		wire.Hello{Build: "a build", Vector: "scalar"},
		wire.Activations{ID: 7, Shapes: []spec.Shape{{H: 1, W: 1, C: 3}}, Numbers: []float32{0.25, -1, 3e38}},
		wire.Restore{Name: "mine.safetensors", Bytes: file},
		wire.Pause{},
	}
	for _, m := range sent {
		if err := a.Send(m); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range sent {
		got, err := next(t, b)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %T, %v; want %T, or the contents differ", got, err, want)
		}
	}
	if m, err := b.Next(); m != nil || err != nil {
		t.Errorf("the empty queue gives %v, %v", m, err)
	}
}

func TestInvalidMessagesAreErrors(t *testing.T) {
	a, b := pair(t)
	head := `{"kind":"Pause","body":{}}`
	buffer := func(n int) js.Value { return js.Global().Get("ArrayBuffer").New(n) }
	for name, data := range map[string]any{
		"nothing":              js.Null(),
		"a string":             "hello",
		"a string of length 2": "hi",
		"a head alone":         []any{head},
		"no payload":           []any{head, js.Null()},
		"a view":               []any{head, js.Global().Get("Uint8Array").New(4)},
		"a head of a number":   []any{1, buffer(0)},
		"a huge payload":       []any{head, buffer(wire.MaxPayload + 4)},
		"an unknown kind":      []any{`{"kind":"Format","body":{}}`, buffer(0)},
	} {
		a.target.Call("postMessage", data)
		if m, err := next(t, b); err == nil {
			t.Errorf("%s: got %+v, want an error", name, m)
		}
	}
	if err := a.Send(wire.Pause{}); err != nil {
		t.Fatal(err)
	}
	if m, err := next(t, b); err != nil || m != (wire.Pause{}) {
		t.Errorf("after them came %+v, %v", m, err)
	}
}

// Messages arrive while a goroutine works and yields.
func TestMessagesArriveDuringYield(t *testing.T) {
	a, b := pair(t)
	loop := NewEventLoop()
	if err := a.Send(wire.Pause{}); err != nil {
		t.Fatal(err)
	}
	for range 1000 { // one is enough in a browser; Node has several queues
		loop.Yield()
		if m, _ := b.Next(); m != nil {
			return
		}
	}
	t.Error("nothing arrived during a thousand yields")
}

// An error that a worker threw before it was closed may arrive afterwards. Without a
// listener it would become an error of the program that closed the worker.
func TestAClosedPortStillHandlesErrors(t *testing.T) {
	target := js.Global().Get("EventTarget").New()
	target.Set("terminate", js.Global().Get("Function").New())
	p := newPort(target)
	p.listenToWorker("worker.js")
	p.Close()
	event := js.Global().Get("Event").New("error", map[string]any{"cancelable": true})
	target.Call("dispatchEvent", event)
	if !event.Get("defaultPrevented").Bool() {
		t.Error("the error of a closed worker reached the program that had started it")
	}
}
