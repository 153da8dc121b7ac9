package state

import (
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Worker is the condition of the trainer worker.
type Worker struct {
	Status  Status
	Vector  string // from its Hello
	Reason  string // why the last one ended
	Loading wire.Loading

	watch      watch
	seen       bool           // one has started before
	afterHello []wire.Message // for one that is starting
}

// Status is what is known about the worker.
type Status string

// The conditions of a worker.
const (
	Starting Status = "starting"
	Alive    Status = "alive"
	Dead     Status = "dead" // it has ended, or was silent for too long: it can be replaced
)

// StartTimeout is the time in seconds after which the page says that a worker has not started. Over a slow connection it may still start.
const StartTimeout = 60

// late reports whether the worker should have started long ago.
func (w *Worker) late() bool { return w.Status == Starting && w.watch.silence > StartTimeout }

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

// receiveHello continues the lost worker's training in a new worker, or opens the
// settings shown. The first worker of a page loads a network by itself.
func (s *State) receiveHello(m wire.Hello) []Command {
	s.Notices.dismissKey("late")
	s.Worker.Status, s.Worker.Vector = Alive, m.Vector
	s.Route.Units.drop()
	first := !s.Worker.seen
	s.Worker.seen = true
	next := s.Worker.afterHello
	s.Worker.afterHello = nil
	switch r := s.Autosave.restore; {
	case r != nil:
		r.next = append(r.next, next...)
		return s.hand()
	case first:
		return messages(next)
	}
	return s.openInNew(next)
}

// openInNew opens the network shown in a new worker. If it is a change of a
// shipped network that the worker does not load by itself, it loads that first.
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

// loaded handles the end of loading a shipped network, successful or not.
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

// first opens the settings shown after the first network of a worker, if they
// were changed before it arrived.
func (s *State) first() []Command {
	if s.Network.openSent || s.Network.loads != "" {
		return nil
	}
	if name := s.Draft.Preset(); Shipped(name) && !s.Draft.Model().Same(s.Network.Model) {
		return s.loadPreset(name, s.Draft.Settings)
	}
	return s.open()
}

// replaceWorker replaces a dead worker. Its network is lost, so the new one opens
// the settings shown and then executes next.
func (s *State) replaceWorker(next ...wire.Message) []Command {
	s.Worker.afterHello = next
	s.Worker.Status, s.Worker.Vector = Starting, ""
	s.Worker.watch.received()
	s.Worker.watch.unsure = true
	s.Run.Progress, s.Worker.Loading, s.Network.Serial = wire.Progress{Phase: wire.Idle}, wire.Loading{}, 0
	s.Prediction.asking, s.Prediction.stale = false, false
	s.link.linked, s.Network.openSent, s.Network.fresh, s.Network.opens, s.Network.failed = false, false, false, false, false
	s.Notices.dismissKey("worker", "late", "slow", "restarted")
	return []Command{ReplaceWorker{}}
}

// lost replaces a dead worker by another, which continues from the last
// checkpoint. If too many died in a short time, or the worker could not start, the
// user decides. A user who waits for a file of the training gets the last one.
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
	s.Network.fresh = false
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

// weightsFrom says which weights a run began with, if they can be loaded again: fresh ones,
// or the shipped ones of a preset. Neither: weights of the user's own.
type weightsFrom struct {
	fresh   bool
	shipped string
}

// retry does what the notices with Retry offer. A run that was lost before its
// first checkpoint starts again from the same weights.
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
	s.Notices.dismissKey("data", "model")
	s.Network.failed = false
	return []Command{wire.Retry{}}
}

// resumeInNew replaces a dead worker and resumes the training from its last
// checkpoint, then executes next.
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
