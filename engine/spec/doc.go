// Package spec describes networks and their training as plain data.
//
// A description crosses every border (page, link, checkpoint, worker, command
// line); the layers built from it never leave the worker that built them. The
// package knows shapes, costs and limits, and nothing of arithmetic. Names and
// defaults are those of Keras.
package spec
