package spec

import "math"

// Training describes a training run. With a Model it determines every bit of the
// trained weights. Settings describes the fields.
type Training struct {
	Optimizer    string  `json:"optimizer"`
	LearningRate float32 `json:"learning_rate"`
	Momentum     float32 `json:"momentum,omitempty"` // SGD only
	Nesterov     bool    `json:"nesterov,omitempty"` // SGD only
	BatchSize    int     `json:"batch_size"`
	Epochs       int     `json:"epochs"`
	Examples     int     `json:"examples"`        // trains on the first Examples images
	Shift        int     `json:"shift,omitempty"` // augmentation: most pixels that an image moves along each axis
	Shards       int     `json:"shards"`          // pieces into which every batch is cut, for any number of workers
	Seed         uint64  `json:"seed"`
}

// The optimisers, by their Keras names in lower case.
const (
	RMSprop = "rmsprop" // rho 0.9, epsilon 1e-7
	SGD     = "sgd"
	Adam    = "adam" // beta_1 0.9, beta_2 0.999, epsilon 1e-7
)

// The limits of a training.
const (
	MaxBatchSize    = 1024
	MaxEpochs       = 100
	MinExamples     = 100
	MaxExamples     = 60000 // MNIST's training images
	MaxShift        = 4
	MaxShards       = 16
	MaxLearningRate = 10
	TestExamples    = 10000 // MNIST's test images
	MaxSeconds      = 1e9   // duration of a training in files and records: thirty years

	// MaxGradient is the magnitude from which a gradient counts as not finite. Its
	// square fits float32 (2^128), and so do the updates of every optimiser at rates
	// up to MaxLearningRate: weights that are finite before a step are finite after
	// it, and need no copy.
	MaxGradient = 1 << 60
)

// Settings returns the table of settings: a row for each field of a Training, in
// the order in which they are checked and written to a link.
func Settings() []Setting {
	return []Setting{
		{
			Name: "optimizer", Of: func(t *Training) any { return &t.Optimizer },
			Default: RMSprop, Choices: []string{RMSprop, SGD, Adam},
			Link: "opt", Flag: "optimizer", Usage: "`name`: rmsprop, sgd or adam",
		},
		{
			Name: "learning_rate", Of: func(t *Training) any { return &t.LearningRate },
			Default: float32(0.001), High: MaxLearningRate, OpenLow: true,
			Link: "lr", Flag: "lr", Usage: "learning `rate`",
		},
		{
			Name: "momentum", Of: func(t *Training) any { return &t.Momentum },
			High: 1, OpenHigh: true, Optimizer: SGD,
			Link: "momentum", Flag: "momentum", Usage: "`momentum` of sgd",
		},
		{
			Name: "nesterov", Of: func(t *Training) any { return &t.Nesterov }, Optimizer: SGD,
			Link: "nesterov", Flag: "nesterov", Usage: "look ahead by the momentum (sgd)",
		},
		{
			Name: "batch_size", Of: func(t *Training) any { return &t.BatchSize },
			Default: 64, Low: 1, High: MaxBatchSize,
			Link: "batch", Flag: "batch", Usage: "`images` in a batch (the dense preset: 128)",
		},
		{
			Name: "epochs", Of: func(t *Training) any { return &t.Epochs },
			Default: 5, Low: 1, High: MaxEpochs,
			Link: "epochs", Flag: "epochs", Usage: "`times` that every image is seen",
		},
		{
			Name: "examples", Of: func(t *Training) any { return &t.Examples },
			Default: MaxExamples, Low: MinExamples, High: MaxExamples,
			Link: "examples", Flag: "examples", Usage: "the first so many training `images`",
		},
		{
			Name: "shift", Of: func(t *Training) any { return &t.Shift }, High: MaxShift,
			Link: "shift", Flag: "shift", Usage: "augmentation: `pixels` that an image may move each way",
		},
		{
			Name: "shards", Of: func(t *Training) any { return &t.Shards },
			Default: 4, Low: 1, High: MaxShards, Link: "shards",
			Internal: "it only changes the order in which gradients are summed, and so the last bits of the weights",
		},
		{
			Name: "seed", Of: func(t *Training) any { return &t.Seed },
			Default: uint64(1), High: math.MaxUint64,
			Link: "seed", Flag: "seed", Usage: "`number` that all random numbers come from",
		},
	}
}

// Note returns the training of the note's networks with a batch size: the default
// of every other setting.
func Note(batchSize int) Training {
	var t Training
	for _, s := range Settings() {
		if s.Default != nil {
			s.Set(&t, s.Default)
		}
	}
	t.BatchSize = batchSize
	return t
}

// Steps is the number of batches in one epoch. The last one may be smaller.
func (t Training) Steps() int { return (t.Examples + t.BatchSize - 1) / t.BatchSize }
