//go:build wholerun

package parallel

import (
	"fmt"
	"testing"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
)

// The five epochs of both presets, as ./build.sh wholerun asks for them: minutes.
func TestWholeRunsKeepTheirBits(t *testing.T) {
	for _, name := range []string{"dense", "convnet"} {
		for _, workers := range []int{1, 3} {
			t.Run(fmt.Sprintf("%s with %d", name, workers), func(t *testing.T) {
				r, _, pin := pinned(t, name, workers)
				for epoch := 0; !r.trainer.Done(); epoch++ {
					for r.trainer.Epoch() == epoch {
						r.step()
					}
					sum, accuracy := engine.Checksum(r.net.Weights()), tested(t, r.net)
					t.Logf("epoch %d: checksum %s, accuracy %s %%", epoch+1, sum, accuracy)
					if epoch >= len(pin.Epochs) || sum != pin.Epochs[epoch] || accuracy != pin.Accuracy[epoch] {
						t.Errorf("epoch %d: checksum %s and accuracy %s, want those of %v and %v", epoch+1, sum, accuracy, pin.Epochs, pin.Accuracy)
					}
				}
			})
		}
	}
}

// tested returns the accuracy on all test images, in percent.
func tested(t *testing.T, net *engine.Sequential) string {
	t.Helper()
	dir, err := original.Dir()
	if err != nil {
		t.Fatal(err)
	}
	set, err := original.LoadSet(dir, dataset.Test)
	if err != nil {
		t.Fatal(err)
	}
	all := dataset.Subset{Stride: 1, Count: set.Len(), Take: 1}.Indices()
	e := engine.NewEvaluation(net, set, all)
	e.Next(len(all))
	return fmt.Sprintf("%.2f", 100*e.Results().Accuracy)
}
