//go:build js && wasm

package main

import (
	"time"

	"convlab/engine/session"
	"convlab/engine/wire"
	"convlab/wasm/bridge/port"
)

// trainer connects a session with the page and the loader.
type trainer struct {
	page    *port.Port
	loop    *port.EventLoop
	yielded time.Time // when the event loop last ran
	session *session.Session
	loader  *loader
	observe func(wire.Message) // gets every message to the page; may be nil
}

func newTrainer(page *port.Port) *trainer {
	t := &trainer{page: page, loop: port.NewEventLoop()}
	t.loader = newLoader(t.page)
	t.session = session.New(session.Config{
		Emit:         t.emit,
		Now:          time.Now,
		Yield:        func() { t.yield(); t.receive() },
		RequestModel: t.loader.model,
		Retry:        t.loader.retry,
		Build:        build,
		Workers:      newCoordinator(),
	})
	t.loader.session = t.session
	return t
}

// train is the program of the trainer.
func train(page *port.Port) {
	t := newTrainer(page)
	go t.heartbeat()
	t.loader.begin()
	for {
		t.receive()
		t.loader.handleResults()
		if t.session.Work() {
			t.yield()
			continue
		}
		select {
		case <-t.page.Arrived():
		case f := <-t.loader.results:
			f()
		}
	}
}

// receive passes the page's messages to the session.
func (t *trainer) receive() {
	for {
		m, err := t.page.Next()
		switch {
		case err != nil:
			t.session.MessageFailed(err)
		case m == nil:
			return
		default:
			t.session.Handle(m)
		}
	}
}

// yield lets the event loop run, but not after every short step: that costs some
// 0.2 ms in Chromium.
func (t *trainer) yield() {
	const interval = 16 * time.Millisecond
	if time.Since(t.yielded) < interval {
		return
	}
	t.loop.Yield()
	t.yielded = time.Now()
}

func (t *trainer) emit(m wire.Message) {
	if t.observe != nil {
		t.observe(m)
	}
	if err := t.page.Send(m); err != nil {
		// Plain text always arrives; one message less is better than no trainer.
		_ = t.page.Send(wire.Fault{What: "message", Cause: wire.CauseCommand, Message: err.Error()})
	}
}

// heartbeat sends every second that the worker is alive, whatever it is doing.
func (t *trainer) heartbeat() {
	defer t.page.Guard()
	for range time.Tick(time.Second) {
		t.emit(wire.Heartbeat{})
	}
}
