//go:build js && wasm

// Command worker is the program of the workers, which web/worker.js starts. The
// trainer worker joins a session with the page (bridge/port), the server
// (bridge/remote) and the gradient workers that it starts itself.
package main

import (
	"time"

	"gonum.org/v1/gonum/blas/blas32"

	"convlab/engine/kernel"
	"convlab/engine/session"
	"convlab/engine/wire"
	"convlab/wasm/bridge/port"
)

// build is set by the linker, -X main.build=...: page and worker must be of
// the same one.
var build string

// script is what workers are started with.
const script = "worker.js"

func main() {
	blas32.Use(kernel.BLAS{})
	line := port.Self()
	defer line.Guard()
	switch port.Name() {
	case gradientName:
		computeGradients(line)
	case benchName:
		measure(line)
	default:
		train(line)
	}
}

// train is the program of the trainer worker.
func train(line *port.Port) {
	w := newWorker(line)
	go w.beat()
	w.loader.begin()
	for {
		w.receive()
		w.loader.deliver()
		if w.session.Work() {
			w.breathe()
			continue
		}
		select {
		case <-w.line.Arrived():
		case f := <-w.loader.found:
			f()
		}
	}
}

type worker struct {
	line    *port.Port
	turn    *port.Turn
	breath  time.Time // when the event loop last had a turn
	session *session.Session
	loader  *loader
	told    func(wire.Message) // hears what the page is told; may be nil
}

func newWorker(line *port.Port) *worker {
	w := &worker{line: line, turn: port.NewTurn()}
	w.loader = newLoader(w.line)
	w.session = session.New(session.Config{
		Emit:  w.emit,
		Now:   time.Now,
		Yield: func() { w.breathe(); w.receive() },
		Want:  w.loader.model,
		Retry: w.loader.retry,
		Build: build,
		Crew:  newCrew(),
	})
	w.loader.session = w.session
	return w
}

// receive hands the session what the page has sent.
func (w *worker) receive() {
	for {
		m, err := w.line.Next()
		switch {
		case err != nil:
			w.session.Unreadable(err)
		case m == nil:
			return
		default:
			w.session.Handle(m)
		}
	}
}

// breathe gives the event loop a turn, but not after every short step: a turn
// costs some 0.2 ms in Chromium.
func (w *worker) breathe() {
	const pause = 16 * time.Millisecond
	if time.Since(w.breath) < pause {
		return
	}
	w.turn.Take()
	w.breath = time.Now()
}

func (w *worker) emit(m wire.Message) {
	if w.told != nil {
		w.told(m)
	}
	if err := w.line.Send(m); err != nil {
		// Plain text always arrives; one message less is better than no trainer.
		_ = w.line.Send(wire.Fault{What: "message", Cause: wire.CauseCommand, Message: err.Error()})
	}
}

// beat tells every second that the worker lives, whatever it is doing.
func (w *worker) beat() {
	defer w.line.Guard()
	for range time.Tick(time.Second) {
		w.emit(wire.Heartbeat{})
	}
}
