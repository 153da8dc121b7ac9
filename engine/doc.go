// Package engine builds networks from package spec, trains and evaluates them.
//
// It is a library: it knows mathematics, and no browser, file or clock but the
// one that measures layers. A program chooses the hot loops once, visibly:
//
//	blas32.Use(kernel.BLAS{})
//	net, err := engine.New(spec.NoteConvnet(), 1)
//	local := engine.NewLocal(net, images, training)
//	trainer, err := engine.NewTrainer(net, images, training, local)
//	for !trainer.Done() {
//		sums, err := trainer.Step(ctx)
//	}
//
// All weights of a network are one slice and all gradients another; layers
// hold views of them. Training is a pure function of spec.Model and
// spec.Training: nothing depends on time, on the number of workers or on
// where a run was interrupted.
package engine
