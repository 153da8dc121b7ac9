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

// restart replaces the worker. Whatever the old one still says is not heard.
func (a *app) restart() {
	if a.line != nil {
		a.line.Close()
	}
	a.join(port.Start(script))
}

// hear passes the worker's messages on for as long as the page lives.
func (a *app) hear() {
	for {
		var arrived <-chan struct{}
		if a.line != nil {
			arrived = a.line.Arrived()
		}
		select {
		case <-arrived:
			a.take()
		case <-a.joined:
		}
	}
}

// told lets a message of the worker happen.
func (a *app) told(m wire.Message) {
	if _, beat := m.(wire.Heartbeat); beat { // shows nothing, and keeps the time of a hidden page, whose own timers are slowed down
		a.happen(m)
		a.tick()
		return
	}
	a.heard(m)
}

// heard lets an event happen that no hand has made, and has it shown: at once
// while the page is in use, so that the maps follow the pen.
func (a *app) heard(e state.Event) {
	a.happen(e)
	if a.state.RunState() == state.RunTraining && dom.Now()-a.touched > 1 {
		a.frames.Later(a.stages.calm())
	} else {
		a.frames.Request()
	}
}

// take empties the queue.
func (a *app) take() {
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
		a.told(m)
	}
}
