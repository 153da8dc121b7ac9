// Package parallel trains with several workers, to the same bits as with one.
//
// It is two state machines with no transport. The Coordinator sits in the
// trainer, which owns weights, optimiser and data: it is the Gradienter that
// hands out shards of a batch, computes a share itself and adds everybody's
// nodes in engine.Reduction's order. A Worker is a pure function of a Task: it keeps
// nothing between two tasks but its buffers, so that it may die, hang, answer
// late or join between any two steps. Whatever does not come back in time is
// computed by the coordinator, and a worker that was lost is replaced.
//
// Exams are shared out, too (Coordinator.Examine).
//
//	coordinator                       worker
//	Link.Next  <- Hello{Build}
//	Link.Setup -> Setup{Model, Training}
//	Link.Next  <- Ready
//	Link.Task  -> Task, Load          once a step
//	Link.Next  <- Result              Result.Gradient reads its nodes
//	Link.Next  <- Lost                at any time
package parallel
