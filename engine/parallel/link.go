package parallel

import "time"

// Transport is the way from the coordinator to one worker. It is made when the worker
// is started, long before its Hello. What is handed to it may be changed as soon
// as a method returns. Only Next blocks.
type Transport interface {
	// Setup sends s. Whatever the worker still says of an earlier Setup never
	// comes out of Next.
	Setup(s Setup)
	// Task sends a task, after Ready and one at a time.
	Task(t Task, l Payload)
	// Receive returns the worker's next word, or nil when there is none within
	// atMost. It may return nil earlier.
	Receive(atMost time.Duration) Message
	// Close ends the worker.
	Close()
}
