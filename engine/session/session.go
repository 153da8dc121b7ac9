// Package session is the logic of the trainer worker. A Session owns the network,
// the data and the training. It executes the page's commands and reports events;
// both are messages of package wire.
//
// A Session has no transport, no clock and no goroutine of its own. The program
// around it hands in messages and files as they arrive and calls Work in a loop.
//
// Work of many steps is a job: a training, an evaluation, an experiment. Jobs
// form a stack. Each call of Work first executes the commands that have arrived,
// then answers the last Predict, and then lets the job on top make one short
// step; the jobs below wait for it. The training is at the bottom. An evaluation
// of its weights or an experiment is pushed on top of it, and the training goes
// on to the same bits when that job has ended or was cancelled. Pause cancels the
// jobs; a command that replaces the network cancels all of them.
//
// A Predict is answered during a long step, too, whenever the step yields; the
// answer is of the weights of that moment.
package session

import (
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
	Emit         func(wire.Message)    // sends an event to the page
	Now          func() time.Time      // measures; never flows into weights
	Yield        func()                // lets messages in during a step; may call Handle; may be nil
	RequestModel func(preset string)   // fetches a shipped network; AddModel or ModelFailed follows
	Retry        func()                // fetches every file that failed again
	Build        string                // the page must be of the same build
	Workers      *parallel.Coordinator // share the steps; nil: this thread computes alone
}

// Session is for one goroutine. Only Handle may be called from Config.Yield.
type Session struct {
	config   Config
	commands []wire.Message // not executed yet
	predict  *wire.Predict  // not answered yet
	fetch    *wire.Fetch    // not answered yet

	trainSet, testSet *dataset.Set
	sample            []int32 // the test pictures that arrive first
	loading           wire.Loading

	shipped       map[string]*network // by preset; never trained
	pendingPreset string              // requested; commands wait for it
	failedPreset  string              // its request failed; it is taken if it arrives after all

	current      *network      // nil until the first shipped network has arrived or failed
	suspended    *network      // what current is a change of; nil: current is not a change
	nextTraining spec.Training // of the next run
	versions     int           // states of weights that have a version

	jobs           []job         // the last one works
	assigned       *engine.Local // what the workers compute for; nil: nothing yet
	testImageTime  time.Duration // what one image took in the network's last evaluation; 0: not measured
	lastPixels     []float32     // the last picture answered
	lastPixelsTime time.Time     // when that was new

	phase      wire.Phase // last reported
	reportTime time.Time  // of the last Progress
	reportDue  bool       // a command was executed: report Progress even if the phase is the same
}

// New reports Hello and requests the first shipped network; commands wait for it.
func New(c Config) *Session {
	s := &Session{
		config:   c,
		trainSet: dataset.NewSet(dataset.Train),
		testSet:  dataset.NewSet(dataset.Test),
		sample:   dataset.TestSample(),
		shipped:  map[string]*network{},
		phase:    wire.Idle,
	}
	c.Emit(wire.Hello{Build: c.Build, Vector: kernel.Vector()})
	s.load(wire.Load{Preset: spec.FirstShipped})
	return s
}

// Handle receives a command. The next Work executes it, in the order of arrival.
// A Predict or Fetch is answered as soon as possible, and replaces an earlier one
// that has no answer yet.
func (s *Session) Handle(m wire.Message) {
	switch m := m.(type) {
	case wire.Predict:
		s.predict = &m
	case wire.Fetch:
		s.fetch = &m
	case wire.Retry:
		s.config.Retry()
	default:
		s.commands = append(s.commands, m)
	}
}

// Work executes the commands that have arrived and makes one step of the job on
// top: one optimiser step, or about 20 ms of an evaluation. It reports whether to
// call it again at once. Otherwise, call it when something has arrived.
func (s *Session) Work() (busy bool) {
	s.executeCommands()
	s.answerPredict()
	s.answerFetch()
	if s.current == nil {
		return false
	}
	s.reportProgress()
	if n := len(s.jobs); n > 0 {
		busy = s.jobs[n-1].step(s)
	} else {
		busy = s.evaluateIdle()
	}
	s.reportProgress()
	return busy
}

// yield is for steps that take longer than some 20 ms: it lets messages in and
// answers the last Predict. Commands wait for the end of the step.
func (s *Session) yield() {
	if s.config.Yield != nil {
		s.config.Yield()
		s.answerPredict()
	}
}

func (s *Session) fault(what string, cause wire.Cause, message string) {
	s.config.Emit(wire.Fault{What: what, Cause: cause, Message: message})
}

// View returns a network over the current weights that only reads them.
func (s *Session) View() *engine.Sequential { return s.current.net.View() }
