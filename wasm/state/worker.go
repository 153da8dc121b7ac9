package state

import (
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Worker is the condition of the trainer worker.
type Worker struct {
	Status  Status
	Build   string // from its Hello
	Vector  string // from its Hello
	Reason  string // why the last one ended
	Loading wire.Loading

	watch      watch
	seen       bool           // one said hello before
	afterHello []wire.Message // wanted from one that is starting
}

// Status is what is known about the worker.
type Status string

// The conditions of a worker.
const (
	Starting Status = "starting"
	Alive    Status = "alive"
	Dead     Status = "dead" // it said so, or was silent for too long: can be started again
)

// StartTimeout is after how many seconds a worker that has not started is spoken of. On a slow line it may still come.
const StartTimeout = 60

// Events of the worker's life.
type (
	// Tick comes every Beat with the page's clock in seconds.
	Tick struct{ Now float64 }
	// WorkerStarted comes when a worker is made; WorkerFailed when the browser
	// reports that it cannot run.
	WorkerStarted struct{ Now float64 }
	WorkerFailed  struct{ Reason string }
	// Retry does what the notices with Retry offer.
	Retry struct{}
)

// ReplaceWorker is the command that ends the worker and starts another.
type ReplaceWorker struct{}

// Beat is the time between two Ticks of a page that is shown, in seconds. A
// hidden one ticks with the worker's heartbeats, every second.
const Beat = 0.5

// updateWorker handles an event of the worker's life.
func (s *State) updateWorker(e Event) []Command {
	switch e := e.(type) {
	case WorkerStarted:
		s.Worker.Status, s.clock = Starting, e.Now
		s.Worker.watch.received()
	case WorkerFailed:
		return s.lost(e.Reason)
	case Retry:
		return s.retry()
	case Tick:
		return s.tick(e.Now)
	}
	return nil
}

// receiveHello has the lost worker's training go on after a restart, or opens the
// settings shown; the first worker of a page brings its own network.
func (s *State) receiveHello(m wire.Hello) []Command {
	s.Notices.dismissKey("late")
	s.Worker.Status, s.Worker.Build, s.Worker.Vector = Alive, m.Build, m.Vector
	first := !s.Worker.seen
	s.Worker.seen = true
	switch {
	case s.Autosave.restore != nil:
		return s.hand()
	case first:
		return nil
	}
	next := s.Worker.afterHello
	s.Worker.afterHello = nil
	return s.openInNew(next)
}

// openInNew opens the network shown in a new worker: first the shipped one that it
// is a change of, if there is one that does not come by itself.
func (s *State) openInNew(next []wire.Message) []Command {
	s.Network.openSent = true
	if s.Network.loads != "" { // next loads it
		return messages(next)
	}
	if p := presetOf(s.Network.learned()); s.Network.Origin == wire.Pretrained && Shipped(p) && p != spec.FirstShipped {
		s.Network.loads, s.Network.afterLoad = p, next
		return []Command{wire.Load{Preset: p}, wire.SetTraining{Training: s.Draft.Training}}
	}
	list := s.open()
	if s.Network.Origin == wire.Untrained && (len(next) == 0 || isTrain(next[0])) {
		list = append(list, wire.Reset{}) // a worker begins with shipped weights
	}
	return append(list, messages(next)...)
}

func isTrain(m wire.Message) bool {
	_, ok := m.(wire.Train)
	return ok
}

// loaded ends the waiting for a shipped network, which has come or failed.
func (s *State) loaded() []Command {
	next := s.Network.afterLoad
	s.Network.loads, s.Network.afterLoad = "", nil
	s.relearn()
	if next == nil && !s.Changed() {
		return nil
	}
	return append(s.open(), messages(next)...)
}

func messages(list []wire.Message) (commands []Command) {
	for _, m := range list {
		commands = append(commands, m)
	}
	return commands
}

// first has the first network of a worker be followed by what the controls show,
// which were faster.
func (s *State) first() []Command {
	if s.Network.openSent || s.Network.loads != "" {
		return nil
	}
	if name := s.Draft.Preset(); Shipped(name) && !s.Draft.Model().Same(s.Network.Model) {
		return s.loadPreset(name, s.Draft.Settings)
	}
	return s.open()
}

// replaceWorker replaces a dead worker. Its network is lost with it, so the new one
// opens the settings shown and then obeys next.
func (s *State) replaceWorker(next ...wire.Message) []Command {
	s.Worker.afterHello = next
	s.Worker.Status, s.Worker.Build, s.Worker.Vector = Starting, "", ""
	s.Worker.watch.received()
	s.Worker.watch.unsure = true
	s.Run.Progress, s.Worker.Loading, s.Network.Serial = wire.Progress{Phase: wire.Idle}, wire.Loading{}, 0
	s.Prediction.asking, s.Prediction.stale = false, false
	s.link.linked, s.Network.openSent, s.Network.fresh, s.Network.opens = false, false, false, false
	for _, key := range []string{"worker", "late", "slow", "restarted"} {
		s.Notices.dismissKey(key)
	}
	return []Command{ReplaceWorker{}}
}

// lost replaces a worker that has died by another, which goes on from the last
// checkpoint; too many in a short time only when the user says so, and one
// that could not even start. Who waits for a file of the training gets the last
// that there is.
func (s *State) lost(reason string) []Command {
	if s.Worker.Status == Dead {
		return nil
	}
	worked := s.Worker.Status == Alive
	s.Worker.Status, s.Worker.Reason = Dead, reason
	s.Run.lost = s.Run.lost || s.Run.moving()
	s.Run.Progress.Phase = wire.Idle
	waits := s.Autosave.downloadID != 0
	s.Autosave.open, s.Autosave.fingerprint, s.Autosave.restore, s.Autosave.Resuming, s.Autosave.downloadID = false, "", nil, false, 0
	s.Prediction.asking, s.Prediction.stale = false, false
	s.Worker.afterHello, s.Network.afterLoad, s.Network.loads = nil, nil, ""
	s.Network.fresh, s.deferred = false, nil
	s.dropRestore()
	s.relearn()
	s.dropOpening()
	var list []Command
	switch {
	case waits && s.Autosave.File != nil:
		list = s.download()
	case waits:
		s.Notices.add(Notice{Key: "save"})
	}
	if !worked || !s.Worker.watch.mayReplace(s.clock) {
		s.Notices.dismissKey("slow")
		s.Notices.dismissKey("restarted")
		s.Notices.add(Notice{Key: "worker", Message: reason, Retry: true})
		return list
	}
	list = append(list, s.retry()...)
	s.Notices.add(Notice{Key: "restarted", Message: reason})
	return list
}

// weightsFrom is what a run began with that can be had again: fresh weights, or
// the shipped ones of a preset. Neither: weights of the user's own.
type weightsFrom struct {
	fresh   bool
	shipped string
}

// retry does what the notices with Retry offer. A run that died before its first
// checkpoint begins again with what it began with.
func (s *State) retry() []Command {
	again := wire.Train{Until: s.Run.until}
	switch {
	case s.Worker.Status == Dead && s.Run.lost && s.Autosave.File != nil:
		return s.resumeInNew(again)
	case s.Worker.Status == Dead && s.Run.lost && s.Run.from.fresh:
		return s.replaceWorker(wire.Reset{}, again)
	case s.Worker.Status == Dead && s.Run.lost && s.Run.from.shipped != "":
		s.Network.loads, s.Network.afterLoad = s.Run.from.shipped, []wire.Message{again}
		return s.replaceWorker(wire.Load{Preset: s.Network.loads}, wire.SetTraining{Training: s.Draft.Training})
	case s.Worker.Status == Dead:
		return s.resumeInNew()
	case s.Worker.Status == Starting:
		return s.replaceWorker(s.Worker.afterHello...)
	}
	s.Notices.dismissKey("data")
	s.Notices.dismissKey("model")
	return []Command{wire.Retry{}}
}

// resumeInNew replaces a dead worker and takes the training up again where its last
// checkpoint stands, then obeys next.
func (s *State) resumeInNew(next ...wire.Message) []Command {
	if s.Autosave.File == nil && s.Network.Origin == wire.Yours {
		s.Notices.add(Notice{Key: "gone"})
	}
	if s.Autosave.File == nil || s.Autosave.restore != nil { // what is on its way goes to the new worker
		return s.replaceWorker(next...)
	}
	s.Autosave.restore = &restore{bytes: s.Autosave.File.Bytes, layers: s.Autosave.layers, next: next}
	return s.replaceWorker()
}
