// Package decoder connects the page with a worker that reads one picture and
// ends. The page posts the browser's File, without reading its bytes. The worker
// answers with [head, payload], as web/worker.js does at its end. Package port
// and its messages would make the program of the worker a quarter larger.
package decoder
