// Package decoder is the line between the page and a worker that reads one
// picture and ends. The page posts the file itself, whose bytes it does not hold;
// the worker answers with [head, payload], as web/worker.js does when it ends.
// It carries less than package port: with that and its messages, the program of
// the worker would be a quarter larger.
package decoder
