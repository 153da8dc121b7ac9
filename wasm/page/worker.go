//go:build js && wasm

package main

import (
	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/bridge/port"
	"convlab/wasm/state"
)

// connect makes a new worker the page's worker.
func (a *app) connect(worker *port.Port, err error) {
	if err != nil {
		a.worker = nil
		a.send(state.WorkerFailed{Reason: err.Error()})
		return
	}
	a.worker = worker
	a.send(state.WorkerStarted{Now: dom.Now()})
	select {
	case a.connected <- struct{}{}:
	default: // listen has not received the last signal yet
	}
}

// restart replaces the worker. Messages of the old one are ignored.
func (a *app) restart() {
	if a.worker != nil {
		a.worker.Close()
	}
	a.connect(port.Start(workerScript))
}

// listen receives the worker's messages for as long as the page lives.
func (a *app) listen() {
	for {
		var arrived <-chan struct{}
		if a.worker != nil {
			arrived = a.worker.Arrived()
		}
		select {
		case <-arrived:
			a.drain()
		case <-a.connected:
		}
	}
}

// receive dispatches a message of the worker.
func (a *app) receive(m wire.Message) {
	if _, beat := m.(wire.Heartbeat); beat { // shows nothing; it replaces the timers of a hidden page, which are slow
		a.dispatch(m)
		a.tick()
		return
	}
	a.dispatchInBackground(m)
}

// dispatchInBackground dispatches an event that does not come from the user. The page shows it in the next frame while it is in
// use, so that the maps follow the pen, and less often while it only trains.
func (a *app) dispatchInBackground(e state.Event) {
	a.dispatch(e)
	if a.state.RunState() == state.RunTraining && dom.Now()-a.lastInput > 1 {
		a.frames.Later(a.stages.interval())
	} else {
		a.frames.Request()
	}
}

// drain receives all messages that have arrived.
func (a *app) drain() {
	worker := a.worker
	for worker != nil && a.worker == worker { // a message may have ended the worker
		m, err := worker.Next()
		if m == nil && err == nil {
			return
		}
		if err != nil {
			a.send(wire.Fault{What: workerScript, Message: err.Error(), Cause: wire.CauseCommand})
			continue
		}
		if hello, ok := m.(wire.Hello); ok && hello.Build != build {
			a.send(state.WorkerFailed{Reason: "build " + hello.Build + ", page of build " + build + ": reload the page"})
			continue
		}
		a.receive(m)
	}
}
