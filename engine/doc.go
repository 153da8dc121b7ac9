// Package engine builds networks from package spec, trains and evaluates them.
//
// Start with New, Fit and Evaluate; the example of this package uses all three.
// Fit and Evaluate run to the end. For step-by-step control, or several threads,
// use Trainer with a Gradienter, and Evaluation. A Sequential predicts with
// Forward; with Pass.Observe it keeps every layer's output and gradient.
//
// A program sets the matrix product once, before the first network:
//
//	blas32.Use(kernel.BLAS{})
//
// All weights of a network are one []float32 and all gradients another; layers
// hold views of them. Training is a pure function of spec.Model and
// spec.Training: nothing depends on time, on the number of workers or on where
// a run was interrupted. The package knows no browser, no file, and no clock
// except the one that times layers.
//
// To see how a layer works, read package reference first: the same layers in
// float64 and plain loops. Each layer here has a file of the same name, and its
// comments name the functions of package kernel that do the work.
package engine
