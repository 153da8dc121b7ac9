package state

import (
	"convlab/engine/wire"
)

// State is all that the page knows, in sub-states. Update alone changes it.
type State struct {
	Worker     Worker
	Network    Network // of the worker
	Draft      Draft   // of the controls
	Run        Run
	Pad        Pad
	Prediction Prediction
	Selection  Selection
	Autosave   Autosave
	Previous   Previous
	Files      Files
	Records    Records
	Notices    Notices
	Language   string // "en", "ko"
	Viewport   Viewport

	link     link
	clock    float64 // of the last Tick
	date     int64   // of the last SetDate
	deferred []Event // wait for a network that is on its way
}

// Now is the page's clock as of the last Tick, in seconds.
func (s *State) Now() float64 { return s.clock }

// Worker is the condition of the trainer worker.
type Worker struct {
	Status  Status
	Build   string // from its Hello
	Vector  string // from its Hello
	Reason  string // why the last one ended
	Loading wire.Loading

	watch      watch
	greeted    bool           // one said hello before
	afterHello []wire.Message // wanted from one that is starting
}

// Network is the network of the worker, and which other one is on its way.
type Network struct {
	wire.Network
	Serial int // counts Network messages

	openSent  bool           // the worker knows what to open
	opens     bool           // another network is on its way: an Open, or a Load that is not wanted any more
	fresh     bool           // it was told to begin with fresh weights, and has not yet
	loads     string         // preset whose shipped network is on its way, "" for none
	afterLoad []wire.Message // for the worker then
}

// Draft is what the controls show, and what it is to the network that was learned.
type Draft struct {
	Settings
	Refusal     *Refusal // the last value that a control could not take, or nil
	Learn       []int    // layers that must be learned again
	Interrupted bool     // a change of the layers paused a training, or ended one that had made no step

	untouched bool            // the user changed no setting yet
	unshown   bool            // the controls cannot show the network, which came from a file
	chosen    map[string]bool // values of the training that the user has set
	fitting   *Settings       // a change that fits, to which Undo returns; nil: the learned network

	// What Undo brings back with the learned network, and with a change that fits.
	learnedValues, fittingValues trainingValues
}

// Run is the training under way, or the last one.
type Run struct {
	Progress   wire.Progress
	Scores     []wire.Score
	Times      []wire.LayerTime
	Results    *wire.Results    // nil: not measured since the weights changed
	Divergence *wire.Divergence // the last; nil: none

	past  pastCurves  // of the runs of this visit
	until wire.Until  // of the last Train
	from  weightsFrom // what the run began with
	ran   bool        // it went on when the worker was lost, and does not yet in the next one
}

// Status is what is known about the worker.
type Status string

// The conditions of a worker.
const (
	Starting Status = "starting"
	Alive    Status = "alive"
	Dead     Status = "dead" // it said so, or was silent for too long: can be started again
)

// Late is after how many seconds a worker that has not started is spoken of. On a slow line it may still come.
const Late = 60

// Viewport is the size of the stage in CSS pixels and device pixels each.
type Viewport struct {
	W     float32
	Scale float32            // device pixels per CSS pixel
	Slots map[string]float32 // measured heights of the HTML that stands on the stage, by slot
}
