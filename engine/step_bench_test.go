package engine

import (
	"testing"

	"convlab/engine/spec"
)

// BenchmarkStep measures whole training steps of the note's two networks on one
// thread, including data and optimiser.
func BenchmarkStep(b *testing.B) {
	for _, name := range []string{"dense", "convnet"} {
		b.Run(name, func(b *testing.B) {
			p, ok := spec.FindPreset(name)
			if !ok {
				b.Fatalf("no preset %q", name)
			}
			p.Training.Epochs = spec.MaxEpochs
			trainer, _ := run(b, p.Model, p.Training)
			steps(b, trainer, 2) // buffers grow
			images := 0
			for b.Loop() {
				images += steps(b, trainer, 1).Count
			}
			b.ReportMetric(float64(images)/b.Elapsed().Seconds(), "images/s")
		})
	}
}
