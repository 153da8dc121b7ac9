package parallel

import (
	"convlab/engine"
	"convlab/engine/spec"
)

// Hello is a worker's first word.
type Hello struct{ Build string }

// Setup is all that a worker must know of a training. It is sent before the
// first task and again for every training.
type Setup struct {
	Model    spec.Model    `json:"model"`
	Training spec.Training `json:"training"`
}

// Ready tells that the worker has built the network of the last Setup.
type Ready struct{}

// Op says what a Task asks for.
type Op int32

const (
	OpGradient Op = iota // of the shards [First, End): a Result with Blocks(First, End)
	OpPredict            // a Result with engine.Sequential.Answers for pictures that nobody trains with
)

// Task asks a worker for something.
type Task struct {
	ID    int32
	Epoch int32
	Step  int32
	Batch int32 // images of the whole batch, or pictures to read
	First int32
	End   int32
	Op    Op
}

// Payload is what a task computes with. What Do does not name is empty.
//
//	Gradients  Pixels and Labels of the shards, Weights of before the step
//	Read       Pixels, and the Weights that are asked
type Payload struct {
	Pixels  []byte
	Labels  []uint8
	Weights []float32
}

// Result answers a Task by its ID. Its nodes are Blocks(First, End); Read has
// node 0 alone, without Sums.
type Result struct {
	ID   int32
	Sums []engine.Sums // of each node
	// Gradient overwrites grad with the gradient of a node, until the next Task
	// or Setup. The link sets it: gradients are copied once, when their turn has
	// come.
	Gradient func(node int, grad []float32)
}

// Lost is the last word of a worker: it has ended, or could not do its task.
type Lost struct{ Reason string }

// Message is what a worker says: Hello, Ready, Result or Lost; nil is silence.
type Message any
