// Package parallel computes the gradients of a training with several workers.
// The weights get the same bits as with one.
//
// A batch is cut into shards of images. The [Coordinator] runs where the
// training runs, with weights, optimiser and data. It assigns ranges of shards
// to the workers, computes one range itself, and adds all gradients in the
// order of [engine.Reduction]. It computes what workers do not deliver in time. A
// [Worker] is a pure function of a [Task] and its [Payload] and keeps only
// buffers between two tasks, so it may die, hang, answer late or join between
// any two steps. Evaluations are divided, too ([Coordinator.Evaluate]).
//
// Both are state machines without a transport. [StartGoroutine] starts workers
// that are goroutines of this process; other programs bring a [Transport] of
// their own.
//
//	coordinator                             worker
//	Transport.Receive <- Hello{Build}
//	Transport.Setup   -> Setup{Model, Training}
//	Transport.Receive <- Ready
//	Transport.Task    -> Task, Payload      once a step
//	Transport.Receive <- Result             Result.Gradient reads its nodes
//	Transport.Receive <- Lost               at any time
package parallel

import (
	"time"

	"convlab/engine"
	"convlab/engine/spec"
)

// Transport connects the coordinator with one worker. It exists from the start
// of the worker on, long before its Hello. The caller may change what it passed
// as soon as a method returns. Only Receive blocks.
type Transport interface {
	// Setup sends s. From then on Receive returns no answer to an earlier Setup.
	Setup(s Setup)
	// Task sends a task, after Ready and one at a time.
	Task(t Task, p Payload)
	// Receive returns the worker's next message, or nil when none arrives within
	// the timeout. It may return nil earlier.
	Receive(timeout time.Duration) Message
	// Close ends the worker.
	Close()
}

// Message is what a worker sends: Hello, Ready, Result or Lost; nil is none.
type Message any

// Hello is a worker's first message.
type Hello struct{ Build string }

// Setup is all that a worker must know of a training. It is sent before the
// first task and again for every training.
type Setup struct {
	Model    spec.Model    `json:"model"`
	Training spec.Training `json:"training"`
}

// Ready reports that the worker has built the network of the last Setup.
type Ready struct{}

// Op is the operation that a Task asks for.
type Op int32

// The operations.
const (
	OpGradient Op = iota // the gradients of the shards [First, End)
	OpPredict            // engine.Sequential.AppendPredictions for Batch images
)

// Task asks a worker for a computation.
type Task struct {
	ID    int32
	Epoch int32
	Step  int32
	Batch int32 // images: of the whole batch for OpGradient, of the payload for OpPredict
	First int32 // shards [First, End) of OpGradient
	End   int32
	Op    Op
}

// Payload is the input of a task.
//
//	OpGradient  Pixels and Labels of the shards, Weights before the step
//	OpPredict   Pixels and Weights
type Payload struct {
	Pixels  []byte
	Labels  []uint8
	Weights []float32
}

// Result answers the Task with its ID. For OpGradient it has one node for each
// node of the reduction tree that covers [First, End), in order. For OpPredict it
// has node 0 and no Sums.
type Result struct {
	ID   int32
	Sums []engine.Sums // of each node
	// Gradient overwrites grad with the numbers of a node. It is valid until the
	// next Task or Setup. The transport provides it, so that gradients are copied
	// only once: when they are added.
	Gradient func(node int, grad []float32)
}

// Lost is a worker's last message: it has ended, or could not execute its task.
type Lost struct{ Reason string }
