// Package decoder is the line between the page and a worker that reads one
// picture and ends. The page posts the file itself, whose bytes it never holds;
// the worker answers with [head, payload], as web/worker.js does when it ends.
// It carries less than package port: with that and its messages, the program of
// the worker would be a quarter larger.
package decoder

// name is what the worker is started under; web/worker.js knows it, too.
const name = "picture"

// The kinds of answers. The last one is that of web/worker.js.
const (
	began   = "Began"   // the program runs: build
	read    = "Read"    // the payload is the ink
	refused = "Refused" // refusal, reason
	bye     = "Bye"     // reason
)
