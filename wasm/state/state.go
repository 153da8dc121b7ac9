package state

import (
	"convlab/engine/drawing"
	"convlab/engine/sharelink"
	"convlab/engine/wire"
)

// State is all that the page knows. Update alone changes it.
type State struct {
	// What the worker told.
	Worker      Worker
	Loading     wire.Loading
	Network     wire.Network
	Serial      int // counts Network messages
	Progress    wire.Progress
	Scores      []wire.Score
	Times       []wire.LayerTime
	Activations wire.Activations // of the last answered Predict
	Answers     int              // counts Activations
	Results     *wire.Results    // nil: not measured since the weights changed
	Files       Files
	Notices     []Notice         // newest last, at most MaxNotices
	Records     []Record         // of trainings, newest first, at most MaxRecords
	RecordsTurn int              // counts changes of Records
	Divergence  *wire.Divergence // the last; nil: none
	Keep        Keep
	Previous    *wire.Replaced // the network of the user's own that was replaced last; nil: none

	// What the user set.
	Draft       Settings // what the controls show
	Refusal     *Refusal // the last value that a control could not take, or nil
	Learn       []int    // layers of Draft that must be learned again
	Interrupted bool     // a change of the layers paused a training, or ended one that had made no step
	Language    string   // "en", "ko"
	Pad         Pad
	Scale       Scale
	Axis        Axis
	Hover       Pick // under the pointer
	Hero        Pick // pinned by a click
	Reading     Reading
	Unfolded    map[int]bool // layers whose strips show all rows
	Viewport    Viewport

	RecordOrder Column   // the order of SortedRecords; "": newest first
	Removed     []Record // what RestoreRecords brings back

	clock      float64        // of the last Tick
	date       int64          // of the last SetDate
	recorder   recorder       // of the training under way
	lastRecord int            // ID given last
	past       pastCurves     // of the runs of this visit
	untouched  bool           // the user changed no setting yet
	restarted  bool           // a worker said hello before
	afterHello []wire.Message // wanted from a worker that is starting
	asking     bool           // a Predict is open
	stale      bool           // the pixels changed since
	asked      int            // ID of the last Predict
	gesture    gesture        // the last on the pad
	rest       rest
	incoming   *incoming   // nil: no picture is being read
	pictures   int         // ID of the last ReadPicture
	until      wire.Until  // of the last Train
	from       weightsFrom // of the run that it began
	ran        bool        // a training went on when the worker was lost, and does not yet in the next one
	watch      watch
	pinned     bool // the first map was pinned by itself
	pin        Pick // of a note whose network has not come
	preparer   drawing.Preparer
	opening    string // link of a page as it begins, without a language
	spoken     string // language that a link has set for this visit, "" for none
	linked     bool   // the settings are a link's, and no network has come yet
	damage     *sharelink.DamagedError
	awaited    *awaited // test picture of a link that has not come yet

	chosen  map[string]bool // values of the training that the user has set
	fitting *Settings       // a change that fits, to which Undo returns; nil: the learned network
	// What Undo brings back with the learned network, and with a change that fits.
	learnedValues, fittingValues trainingValues

	unshown   bool           // the controls cannot show the network, which came from a file
	loads     string         // preset whose shipped network is on its way, "" for none
	afterLoad []wire.Message // for the worker then
	openSent  bool           // the worker knows what to open
	opens     bool           // another network than Network is on its way: an Open, or a Load that is not wanted any more
	deferred  []Event        // wait for a network that is on its way
	fresh     bool           // it was told to begin with fresh weights, and has not yet
	bringing  bool           // the previous network is on its way back
	exchanged *wire.Replaced // what it took the place of
}

// Now is the page's clock as of the last Tick, in seconds.
func (s *State) Now() float64 { return s.clock }

// Worker is the condition of the trainer worker.
type Worker struct {
	Status Status
	Build  string // from its Hello
	Vector string // from its Hello
	Reason string // why the last one ended
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

// Scale says which numbers share one colour scale.
type Scale string

// The scales: the same map looks dead or alive depending on it.
const (
	PerMap   Scale = "map"
	PerLayer Scale = "layer"
	Shared   Scale = "shared"
)

// Axis is what the curves run along.
type Axis string

// The axes.
const (
	Epochs  Axis = "epochs"
	Seconds Axis = "seconds"
)

// Viewport is the size of the stage in CSS pixels and device pixels each.
type Viewport struct {
	W     float32
	Scale float32            // device pixels per CSS pixel
	Slots map[string]float32 // measured heights of the HTML that stands on the stage, by slot
}
