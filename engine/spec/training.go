package spec

// Training describes a run. Together with a Model it determines every bit of
// the trained weights.
type Training struct {
	Optimizer    string  `json:"optimizer"`
	LearningRate float32 `json:"learning_rate"`
	Momentum     float32 `json:"momentum,omitempty"` // SGD only
	Nesterov     bool    `json:"nesterov,omitempty"` // SGD only
	BatchSize    int     `json:"batch_size"`
	Epochs       int     `json:"epochs"`
	Examples     int     `json:"examples"`        // the first so many training images
	Shift        int     `json:"shift,omitempty"` // augmentation: pixels a picture may move each way
	Shards       int     `json:"shards"`          // pieces into which every batch is cut, whatever the number of workers
	Seed         uint64  `json:"seed"`
}

// The optimisers, by their Keras names in lower case.
const (
	RMSprop = "rmsprop" // rho 0.9, epsilon 1e-7
	SGD     = "sgd"
	Adam    = "adam" // beta_1 0.9, beta_2 0.999, epsilon 1e-7
)

// The bounds of a run.
const (
	MaxBatchSize    = 1024
	MaxEpochs       = 100
	MinExamples     = 100
	MaxExamples     = 60000
	MaxShift        = 4
	MaxShards       = 16
	MaxLearningRate = 10
	TestExamples    = 10000 // MNIST's test images

	// MaxGradient is the magnitude from which a gradient counts as not finite. Its
	// square must fit float32 (2^128), and so must what every optimiser makes of it
	// at rates up to MaxLearningRate: then weights that were finite before a step
	// are so after it, and no copy of them is needed.
	MaxGradient = 1 << 60
)

// Note is how the note trains both networks, but for the batch size.
func Note(batchSize int) Training {
	return Training{
		Optimizer: RMSprop, LearningRate: 0.001, BatchSize: batchSize,
		Epochs: 5, Examples: MaxExamples, Shards: 4, Seed: 1,
	}
}

// Steps is the number of batches in one epoch; the last one may be smaller.
func (t Training) Steps() int { return (t.Examples + t.BatchSize - 1) / t.BatchSize }
