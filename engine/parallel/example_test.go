package parallel_test

import (
	"context"
	"fmt"
	"time"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/parallel"
	"convlab/engine/spec"
)

// Three threads train a dense network. One thread ends with the same checksum.
// Errors are left out.
func ExampleCoordinator() {
	dir, _ := original.Dir()
	mnist, _ := original.LoadSet(dir, dataset.Train)
	training := spec.Note(100)
	training.Examples, training.Epochs = 500, 1
	net, _ := engine.New(spec.NoteDense(), training.Seed)

	c := parallel.NewCoordinator(parallel.Config{Now: time.Now, Start: parallel.StartGoroutine, Workers: 3})
	defer c.Close()
	c.Begin(engine.NewLocal(net, mnist, training))
	trainer, _ := engine.NewTrainer(net, mnist, training, c)
	for !trainer.Done() {
		_, _ = trainer.Step(context.Background())
	}
	fmt.Println(engine.Checksum(net.Weights()))
	// Output: 26d79f3c1c9b90c0
}
