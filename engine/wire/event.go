package wire

import "convlab/engine/spec"

// Hello is the first message of a worker.
type Hello struct {
	Build  string `json:"build"`  // must be the page's
	Vector string `json:"vector"` // the kernels in use: "scalar" or a vector width
}

// Heartbeat is sent every second, whatever the worker is doing.
type Heartbeat struct{}

// Loading reports how much of the data has arrived.
type Loading struct {
	Train     int   `json:"train"` // images
	Test      int   `json:"test"`
	Received  int64 `json:"received"` // bytes
	Total     int64 `json:"total"`
	Completed bool  `json:"completed"` // nothing more will arrive without a Retry
}

// Origin says where the current weights come from.
type Origin string

// The origins.
const (
	Pretrained Origin = "pretrained"
	Untrained  Origin = "untrained"
	Yours      Origin = "yours"
)

// Network describes the current network. It is sent whenever that changes.
type Network struct {
	Model    spec.Model    `json:"model"`
	Layers   []int         `json:"layers"` // identities of the layers with weights, in their order
	Training spec.Training `json:"training"`
	Origin   Origin        `json:"origin"`  // of the weights that were learned last
	Changed  bool          `json:"changed"` // layers have changed since then; the run of that network is suspended
	Learn    []int         `json:"learn"`   // layers of Model that must be learned again; they and all later ones have no outputs
	Epoch    int           `json:"epoch"`   // finished epochs
	Step     int           `json:"step"`    // finished steps of the current epoch

	// ContinuedFrom is the checksum of the weights that the run of these weights
	// began with; "" if it began with fresh ones.
	ContinuedFrom string `json:"continued_from,omitempty"`

	Accuracy float64 `json:"accuracy"` // on Tested test images, 0..1
	Tested   int     `json:"tested"`   // 0: not measured yet
	Measured bool    `json:"measured"` // Accuracy is of these weights, not of earlier ones
	Dead     []int   `json:"dead"`     // layers whose ReLU outputs only 0 on 1,000 test images
	Stuck    bool    `json:"stuck"`    // all test images were classified as Digit
	Digit    int     `json:"digit"`
	Checksum string  `json:"checksum"`

	Learned       spec.Model `json:"learned"` // the layers of the weights that were learned last, which Open carries over
	LearnedLayers []int      `json:"learned_layers"`
}

// Phase says what the trainer does.
type Phase string

// The phases.
const (
	Idle     Phase = "idle"     // nothing trained yet
	Running  Phase = "running"  // makes steps
	Waiting  Phase = "waiting"  // for the images of the next batch
	Testing  Phase = "testing"  // measures the network on test images
	Paused   Phase = "paused"   // can continue
	Finished Phase = "finished" // all epochs are done
)

// Progress is sent a few times a second while training, and whenever Phase changes.
type Progress struct {
	Phase           Phase   `json:"phase"`
	Epoch           int     `json:"epoch"`  // finished epochs
	Epochs          int     `json:"epochs"` // chosen
	Step            int     `json:"step"`   // finished steps of the current epoch
	Steps           int     `json:"steps"`  // of an epoch
	Images          int     `json:"images"` // seen in the current epoch
	Examples        int     `json:"examples"`
	ImagesPerSecond float64 `json:"images_per_second"` // over the last seconds; 0: not measured yet
	SecondsLeft     float64 `json:"seconds_left"`      // until the end of the last epoch; 0: unknown
	Seconds         float64 `json:"seconds"`           // spent training
	LearningRate    float32 `json:"learning_rate"`
	Workers         int     `json:"workers"` // threads that computed the last step; 0: none yet
}

// Set names the images that a score was measured on.
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
	Count    int     `json:"count"`    // images it was measured on
}

// Scores are new points of the curves. With First, the old points are removed.
type Scores struct {
	First    bool    `json:"first"`
	Rollback bool    `json:"rollback,omitempty"` // with First: the old points were of this run, which has rolled back
	Points   []Score `json:"points"`
}

// LayerTime is the time of one layer while training.
type LayerTime struct {
	Forward  float64 `json:"forward"` // microseconds per image
	Backward float64 `json:"backward"`
	Measured bool    `json:"measured"` // false: still too short for the browser's clock
}

// StepTime is the time of a step on the trainer's thread, in milliseconds, and its
// parts. The rest of Total is bookkeeping.
type StepTime struct {
	Total     float64 `json:"total"`
	Gather    float64 `json:"gather"`    // reading and augmenting images
	Layers    float64 `json:"layers"`    // forward and backward
	Add       float64 `json:"add"`       // clearing gradients and adding them up
	Exchange  float64 `json:"exchange"`  // sending tasks to other workers and reading their results
	Waiting   float64 `json:"waiting"`   // for other workers
	Yield     float64 `json:"yield"`     // messages and drawings
	Optimizer float64 `json:"optimizer"` // the check for divergence, and the new weights
}

// Times are sent every second while training, or less often where the browser's
// clock is coarse.
type Times struct {
	Layers []LayerTime `json:"layers"` // of each layer of Model
	Step   StepTime    `json:"step"`
}

// Activations answer a Predict with the outputs of all layers.
type Activations struct {
	ID      int          `json:"id"`
	Shapes  []spec.Shape `json:"shapes"` // Shapes[0] is the input, Shapes[i+1] the output of layer i
	Micros  float64      `json:"micros"` // microseconds of the forward pass
	Numbers []float32    `json:"-"`      // payload, NHWC, in the order of Shapes
	Ink     bool         `json:"ink"`    // some pixel is not 0
}

// Picture answers a Fetch with a test image.
type Picture struct {
	Index  int       `json:"index"`
	Label  int       `json:"label"`
	Pixels []float32 `json:"-"` // payload, 784 numbers
}

// Mistake is a misclassified test image.
type Mistake struct {
	Index       int     `json:"index"`
	Label       int     `json:"label"`
	Predicted   int     `json:"predicted"`
	Probability float32 `json:"probability"` // of Predicted
}

// Results are the measurement of a network on Count test images: all, or a sample
// of 1,000 between short epochs and until the others have arrived.
type Results struct {
	Loss      float64     `json:"loss"`
	Accuracy  float64     `json:"accuracy"`
	Count     int         `json:"count"`
	Confusion [10][10]int `json:"confusion"` // [label][predicted]
	Mistakes  []Mistake   `json:"mistakes"`  // by falling probability, at most MaxMistakes
	Pixels    []float32   `json:"-"`         // payload: 784 numbers for each of Mistakes
}

// MaxMistakes bounds Results.Mistakes.
const MaxMistakes = 120

// Bye is the last message of a worker.
type Bye struct {
	Reason string `json:"reason"`
}
