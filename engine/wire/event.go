package wire

import "convlab/engine/spec"

// Hello is the first message of a worker.
type Hello struct {
	Build  string `json:"build"`  // must be the page's own
	Vector string `json:"vector"` // how the kernels compute: "scalar" or a vector width
}

// Heartbeat comes every second, whatever the worker is doing.
type Heartbeat struct{}

// Loading tells how much of the data has arrived.
type Loading struct {
	Train     int   `json:"train"` // pictures
	Test      int   `json:"test"`
	Received  int64 `json:"received"` // bytes
	Total     int64 `json:"total"`
	Completed bool  `json:"completed"` // nothing more will come unasked
}

// Fault tells what could not be done and why. The network and the drawing are
// as before.
type Fault struct {
	What       string      `json:"what"`                // the file or command, as in "data/train-01000.bin"
	Message    string      `json:"message"`             // expected, received, what to do; English
	Cause      Cause       `json:"cause"`               // for the page's own words
	Refusal    *Error      `json:"refusal,omitzero"`    // for CauseRefused
	Divergence *Divergence `json:"divergence,omitzero"` // for CauseDiverge
}

// Error is a spec.Error on its way.
type Error = spec.Error

// Cause groups faults by what the user can do about them.
type Cause string

// The causes of faults.
const (
	CauseData    Cause = "data"    // a shard or the manifest is missing, cut or altered: retry
	CauseModel   Cause = "model"   // a shipped network could not be loaded: retry
	CauseRefused Cause = "refused" // settings that cannot work
	CauseDiverge Cause = "diverge" // the loss or a gradient is not finite
	CauseCommand Cause = "command" // a message that could not be read
	CauseFile    Cause = "file"    // a file that cannot be written or used
)

// Origin tells where the current weights come from.
type Origin string

// The origins.
const (
	Pretrained Origin = "pretrained"
	Untrained  Origin = "untrained"
	Yours      Origin = "yours"
)

// Network describes the current network. It comes whenever that changes.
type Network struct {
	Model    spec.Model    `json:"model"`
	Layers   []int         `json:"layers"` // identities of the layers with weights, in their order
	Training spec.Training `json:"training"`
	Origin   Origin        `json:"origin"`  // of the weights that were learned last
	Changed  bool          `json:"changed"` // layers were changed since then; a run of that network is suspended
	Learn    []int         `json:"learn"`   // layers of Model that must be learned again: they and all after them say nothing
	Epoch    int           `json:"epoch"`   // finished epochs
	Step     int           `json:"step"`    // finished steps of the epoch under way

	// ContinuedFrom is the checksum of the weights from which the run that learned
	// these began, where that was not with fresh ones; else "".
	ContinuedFrom string `json:"continued_from,omitempty"`

	Accuracy float64 `json:"accuracy"` // on Tested test pictures, 0..1
	Tested   int     `json:"tested"`   // 0: not measured yet
	Measured bool    `json:"measured"` // Accuracy is known to be that of these very weights, not of some that they were before
	Dead     []int   `json:"dead"`     // layers whose ReLU gives 0 everywhere on 1,000 test pictures
	Stuck    bool    `json:"stuck"`    // all test pictures were read as Digit
	Digit    int     `json:"digit"`
	Checksum string  `json:"checksum"`

	Learned       spec.Model `json:"learned"` // the layers that the last learned weights have: what Open carries from
	LearnedLayers []int      `json:"learned_layers"`
}

// Phase is what the trainer does.
type Phase string

// The phases.
const (
	Idle     Phase = "idle"     // nothing trained yet
	Running  Phase = "running"  // steps follow each other
	Waiting  Phase = "waiting"  // wants to run, the next batch has not arrived
	Testing  Phase = "testing"  // measures on the test pictures
	Paused   Phase = "paused"   // can go on
	Finished Phase = "finished" // all epochs done
)

// Progress comes a few times a second while training and whenever Phase
// changes.
type Progress struct {
	Phase           Phase   `json:"phase"`
	Epoch           int     `json:"epoch"`  // finished epochs
	Epochs          int     `json:"epochs"` // chosen
	Step            int     `json:"step"`   // finished steps of the epoch under way
	Steps           int     `json:"steps"`  // of an epoch
	Images          int     `json:"images"` // seen in the epoch under way
	Examples        int     `json:"examples"`
	ImagesPerSecond float64 `json:"images_per_second"` // over the last seconds; 0: not measured yet
	SecondsLeft     float64 `json:"seconds_left"`      // to the end of the last epoch; 0: not known
	Seconds         float64 `json:"seconds"`           // spent training
	LearningRate    float32 `json:"learning_rate"`
	Workers         int     `json:"workers"` // threads that computed the last step; 0: none was made
}

// Set names the pictures that a score was measured on.
type Set string

// The sets.
const (
	TrainSet Set = "train"
	TestSet  Set = "test"
)

// Score is one point of the curves.
type Score struct {
	Set      Set     `json:"set"`
	Epoch    float64 `json:"epoch"`   // 1.5: halfway through the second
	Seconds  float64 `json:"seconds"` // spent training until then
	Loss     float64 `json:"loss"`
	Accuracy float64 `json:"accuracy"` // 0..1
	Count    int     `json:"count"`    // pictures it was measured on
}

// Scores are new points of the curves. First empties the curves before.
type Scores struct {
	First    bool    `json:"first"`
	Rollback bool    `json:"rollback,omitempty"` // with First: those were of this very run, which has gone back
	Points   []Score `json:"points"`
}

// LayerTime is what one layer cost while training.
type LayerTime struct {
	Forward  float64 `json:"forward"` // microseconds an image
	Backward float64 `json:"backward"`
	Measured bool    `json:"measured"` // false: too little for the browser's clock yet
}

// StepTime is where the time of a step went on the trainer's thread, in
// milliseconds. What is left of Total is bookkeeping.
type StepTime struct {
	Total     float64 `json:"total"`
	Gather    float64 `json:"gather"`    // reading and augmenting pictures
	Layers    float64 `json:"layers"`    // forward and backward
	Add       float64 `json:"add"`       // clearing gradients and adding them up
	Exchange  float64 `json:"exchange"`  // handing tasks to other workers and reading what they made
	Waiting   float64 `json:"waiting"`   // for other workers
	Yield     float64 `json:"yield"`     // messages and drawings
	Optimizer float64 `json:"optimizer"` // looking for divergence, and the new weights
}

// Times come every second while training, or less often where the browser's
// clock is coarse; one for each layer.
type Times struct {
	Layers []LayerTime `json:"layers"`
	Step   StepTime    `json:"step"`
}

// Activations answer a Predict: all numbers of all layers, one after another.
type Activations struct {
	ID      int          `json:"id"`
	Shapes  []spec.Shape `json:"shapes"` // Shapes[0] is the input, Shapes[i+1] what layer i made
	Micros  float64      `json:"micros"` // microseconds that the forward pass took
	Numbers []float32    `json:"-"`      // payload, NHWC, in the order of Shapes
	Ink     bool         `json:"ink"`    // some pixel was not zero
}

// Picture answers a Fetch.
type Picture struct {
	Index  int       `json:"index"`
	Label  int       `json:"label"`
	Pixels []float32 `json:"-"` // payload, 784 numbers
}

// Mistake is a test picture that the network read wrongly.
type Mistake struct {
	Index       int     `json:"index"`
	Label       int     `json:"label"`
	Predicted   int     `json:"predicted"`
	Probability float32 `json:"probability"` // of Predicted
}

// Results come when a network was measured on Count test pictures: all, or
// between short epochs and while the others have not arrived a sample of 1,000.
type Results struct {
	Loss      float64     `json:"loss"`
	Accuracy  float64     `json:"accuracy"`
	Count     int         `json:"count"`
	Confusion [10][10]int `json:"confusion"` // [label][predicted]
	Mistakes  []Mistake   `json:"mistakes"`  // the surest first, at most MaxMistakes
	Pixels    []float32   `json:"-"`         // payload: 784 numbers for each of Mistakes
}

// MaxMistakes bounds Results.Mistakes.
const MaxMistakes = 120

// Bye is the last message of a worker that ends.
type Bye struct {
	Reason string `json:"reason"`
}
