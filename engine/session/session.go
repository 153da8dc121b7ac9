// Package session is the brain of the trainer worker: it owns the network, the
// data and the training, obeys the page's commands and tells it what happens,
// in the messages of package wire.
//
// It has no transport, no clock and no goroutine of its own. Whoever runs it
// hands in messages and files as they arrive and calls Work again and again;
// each call does one short piece, so that between two calls commands take
// effect. Within the step of a large batch, Config.Yield is called between
// gradient shards and drawings are answered, from the weights of that moment.
package session

import (
	"slices"
	"time"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/kernel"
	"convlab/engine/parallel"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Config is what a Session needs from the program around it.
type Config struct {
	Emit  func(wire.Message)    // sends an event to the page
	Now   func() time.Time      // measures; never flows into weights
	Yield func()                // lets messages in during a step; may call Handle; nil: nothing comes
	Want  func(preset string)   // asks for a shipped network: AddModel or ModelFailed answers
	Retry func()                // asks again for every file that failed
	Build string                // the page must be of the same build
	Crew  *parallel.Coordinator // shares steps out; nil: this thread computes alone
}

// Session is used by one goroutine. Only Handle may be called from Yield.
type Session struct {
	config   Config
	commands []wire.Message // not obeyed yet
	drawing  *wire.Predict  // not answered yet
	drawn    []float32      // the last picture answered,
	drawnAt  time.Time      // and when it was new
	fetch    *wire.Fetch    // not answered yet

	train, test *dataset.Set
	sample      []int32 // the test pictures that arrive first
	loading     wire.Loading

	shipped map[string]*network // by preset, never trained on
	awaited string              // preset that commands wait for
	wished  string              // preset that could not be had; it is taken when it comes after all

	current   *network      // nil until the first shipped network is there or has failed
	run       *run          // of it; nil: none has begun
	suspended *suspended    // what current is a change of; nil: it is as it was learned
	training  spec.Training // of the next run
	exam      *exam         // under way
	pace      time.Duration // what a test picture took in the network's last exam; 0: not measured

	phase  wire.Phase // last told
	told   time.Time  // when Progress was last told
	retell bool       // a command was obeyed: tell Progress even if nothing changed
}

// New says Hello and asks for the pretrained convnet, which the commands wait
// for.
func New(c Config) *Session {
	s := &Session{
		config:  c,
		train:   dataset.NewSet(dataset.Train),
		test:    dataset.NewSet(dataset.Test),
		sample:  dataset.TestSample(),
		shipped: map[string]*network{},
		phase:   wire.Idle,
	}
	c.Emit(wire.Hello{Build: c.Build, Vector: kernel.Vector()})
	s.load(wire.Load{Preset: spec.FirstShipped})
	return s
}

// Handle takes a command. It is obeyed by the next Work, in the order of
// arrival; a Predict or Fetch is answered as soon as it can be, and a newer one
// replaces one that was not answered.
func (s *Session) Handle(m wire.Message) {
	switch m := m.(type) {
	case wire.Predict:
		s.drawing = &m
	case wire.Fetch:
		s.fetch = &m
	case wire.Retry:
		s.config.Retry()
	default:
		s.commands = append(s.commands, m)
	}
}

// Work does one piece of work: one optimiser step, or some 20 ms of testing. It
// reports whether there is more to do at once; if not, it need not be called
// before something has arrived.
func (s *Session) Work() (busy bool) {
	for len(s.commands) > 0 && (s.awaited == "" || s.overtakes()) {
		c := s.commands[0]
		s.commands = s.commands[1:]
		s.obey(c)
	}
	s.draw()
	s.pick()
	if s.current != nil {
		s.tell()
		busy = s.proceed()
		s.tell()
	}
	return busy
}

// overtakes reports whether a waiting command asks for another network than the
// awaited one. Then nothing waits any more, and the commands before it, which
// were meant for the awaited network, are dropped; but who asks for a file or
// brings one waits for an answer. The first network is always waited for.
func (s *Session) overtakes() bool {
	if s.current == nil {
		return false
	}
	at := -1
	for i, c := range s.commands {
		switch c.(type) {
		case wire.Open, wire.Load:
			at = i
		case wire.Reset: // of the network before it, if one is asked for
			if at < 0 {
				at = i
			}
		}
	}
	if at < 0 {
		return false
	}
	dropped := slices.DeleteFunc(slices.Clone(s.commands[:at]), func(m wire.Message) bool { return !aboutFiles(m) })
	s.awaited, s.commands = "", append(dropped, s.commands[at:]...)
	return true
}

func aboutFiles(m wire.Message) bool {
	switch m.(type) {
	case wire.Save, wire.Restore:
		return true
	}
	return false
}

// proceed makes the next step, or the next piece of an exam.
func (s *Session) proceed() (busy bool) {
	if s.exam != nil {
		s.examine()
		return true
	}
	if r := s.run; r != nil && r.goal != "" {
		switch {
		case !r.trainer.Ready():
			r.meter.stop()
			return false
		case s.estimateIsDue():
			s.sit(&exam{images: s.sample})
		default:
			s.step()
		}
		return true
	}
	return s.measure()
}

// between is called in the middle of a step.
func (s *Session) between() {
	if s.config.Yield != nil {
		s.config.Yield()
		s.draw()
	}
}

func (s *Session) fault(what string, cause wire.Cause, message string) {
	s.config.Emit(wire.Fault{What: what, Cause: cause, Message: message})
}

// View returns a network over the current weights that only reads them.
func (s *Session) View() *engine.Sequential { return s.current.net.View() }

// checksum names the current weights.
func (s *Session) checksum() string { return engine.Checksum(s.current.net.Weights()) }
