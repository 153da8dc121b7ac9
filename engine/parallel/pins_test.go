package parallel

import (
	"encoding/json"
	"os"
	"testing"

	"convlab/engine"
	"convlab/engine/kernel"
	"convlab/engine/spec"
)

// pin is an entry of ../testdata/pins.json, as in ../pins_test.go.
type pin struct {
	Steps            map[int]string
	Epochs, Accuracy []string
}

// pinned begins the training of a preset, with seed 1 and so many workers.
func pinned(t *testing.T, name string, workers int) (*run, *Coordinator, pin) {
	t.Helper()
	text, err := os.ReadFile("../testdata/pins.json")
	if err != nil {
		t.Fatal(err)
	}
	var pins map[string]pin
	if err := json.Unmarshal(text, &pins); err != nil {
		t.Fatal(err)
	}
	p, _ := spec.FindPreset(name)
	p.Training.Seed = 1
	w := newWorld(t)
	c := w.coordinator(workers)
	warm(w, c)
	return newRunOf(t, p.Model, p.Training, c), c, pins[name]
}

// The pins of package engine hold for several workers, too.
func TestWorkersKeepThePresetsBits(t *testing.T) {
	const workers = 3
	for _, name := range []string{"dense", "convnet"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, c, pin := pinned(t, name, workers)
			made := 0
			for _, n := range []int{20, 160} {
				if n > 20 && kernel.Vector() == "scalar" {
					break
				}
				for ; made < n; made++ {
					r.step()
				}
				if got := engine.Checksum(r.net.Weights()); got != pin.Steps[n] {
					t.Errorf("checksum %s after %d steps, want %s", got, n, pin.Steps[n])
				}
			}
			if got := c.Workers(); got != workers {
				t.Errorf("%d workers computed the last step, want %d: this shows nothing", got, workers)
			}
		})
	}
}
