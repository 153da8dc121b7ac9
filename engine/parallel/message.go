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

// Do says what a Task asks for.
type Do int32

const (
	Gradients Do = iota // of the shards [First, End): a Result with Blocks(First, End)
	Take                // the units [First, End) of the first layer: Load.Weights are engine.Units.Numbers
	Ahead               // the outputs of the units for the pictures of a batch
	Back                // the gradient of the units: Load.Weights are the gradient by their outputs; a Result with its engine.Peaks
	Commit              // the optimiser's step with it at Rate, then Ahead if there are pictures
	Give                // a Result with engine.Units.Numbers
	Read                // a Result with engine.Sequential.Answers for pictures that nobody trains with
)

// Task asks a worker for something.
type Task struct {
	ID    int32
	Epoch int32
	Step  int32
	Batch int32 // images of the whole batch, or pictures to read
	First int32
	End   int32
	Do    Do
	Rate  float32
}

// Load is what a task computes with. What Do does not name is empty.
//
//	Gradients      Pixels and Labels of the shards, Weights of before the step
//	Take           Weights: the units' Numbers
//	Ahead, Commit  Pixels and Labels of the whole batch
//	Back           Weights: the gradient by the units' outputs, rows x (End-First)
//	Give           nothing
//	Read           Pixels, and the Weights that are asked
type Load struct {
	Pixels  []byte
	Labels  []uint8
	Weights []float32
}

// Result answers a Task by its ID. Its nodes are Blocks(First, End); what is no
// gradient of shards is node 0 alone, without Sums.
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

// Word is what a worker says: Hello, Ready, Result or Lost; nil is silence.
type Word any
