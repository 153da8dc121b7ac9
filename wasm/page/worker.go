//go:build js && wasm

package main

import (
	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/bridge/port"
	"convlab/wasm/state"
)

// join makes a line to a worker the one that is listened to.
func (a *app) join(line *port.Port, err error) {
	if err != nil {
		a.line = nil
		a.send(state.WorkerFailed{Reason: err.Error()})
		return
	}
	a.line = line
	a.send(state.WorkerStarted{Now: dom.Now()})
	select {
	case a.joined <- struct{}{}:
	default: // hear has not taken up the last one yet
	}
}

// restart replaces the worker. Messages of the old one are ignored.
func (a *app) restart() {
	if a.line != nil {
		a.line.Close()
	}
	a.join(port.Start(script))
}

// listen receives the worker's messages for as long as the page lives.
func (a *app) listen() {
	for {
		var arrived <-chan struct{}
		if a.line != nil {
			arrived = a.line.Arrived()
		}
		select {
		case <-arrived:
			a.drain()
		case <-a.joined:
		}
	}
}

// receive dispatches a message of the worker.
func (a *app) receive(m wire.Message) {
	if _, beat := m.(wire.Heartbeat); beat { // shows nothing, and keeps the time of a hidden page, whose own timers are slowed down
		a.dispatch(m)
		a.tick()
		return
	}
	a.dispatchInBackground(m)
}

// dispatchInBackground dispatches an event that the user has not made. It is shown at once while the page is in use, so that the
// maps follow the pen, and less often while it only trains.
func (a *app) dispatchInBackground(e state.Event) {
	a.dispatch(e)
	if a.state.RunState() == state.RunTraining && dom.Now()-a.touched > 1 {
		a.frames.Later(a.stages.interval())
	} else {
		a.frames.Request()
	}
}

// drain receives all messages that have arrived.
func (a *app) drain() {
	line := a.line
	for line != nil && a.line == line { // a message may have ended the worker
		m, err := line.Next()
		if m == nil && err == nil {
			return
		}
		if err != nil {
			a.send(wire.Fault{What: script, Message: err.Error(), Cause: wire.CauseCommand})
			continue
		}
		if hello, ok := m.(wire.Hello); ok && hello.Build != build {
			a.send(state.WorkerFailed{Reason: "build " + hello.Build + ", page of build " + build + ": reload the page"})
			continue
		}
		a.receive(m)
	}
}
