package engine

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"convlab/engine/kernel"
	"convlab/engine/spec"
)

// pin has the results of a preset's training with seed 1, on every machine, with
// any kernels and any number of workers. testdata/pins.json has those of the
// note's two networks. They change only with the arithmetic, and the commit then
// says so.
type pin struct {
	Steps    map[int]string // checksums of the weights after so many steps
	Epochs   []string       // checksums after each epoch of the whole run: ./build.sh wholerun
	Accuracy []string       // percent of the 10,000 test images, after each epoch
}

func pins(t *testing.T) (pins map[string]pin) {
	t.Helper()
	if err := json.Unmarshal(must(os.ReadFile("testdata/pins.json"))(t), &pins); err != nil || len(pins) != 2 {
		t.Fatalf("%d pins, error %v", len(pins), err)
	}
	return pins
}

// Without vectors the convnet's 160 steps would take 20 s natively and 40 s in
// Node: there 20 must do.
func TestPresetsKeepTheirBits(t *testing.T) {
	for name, pin := range pins(t) {
		p, _ := spec.FindPreset(name)
		p.Training.Seed = 1
		trainer, net := run(t, p.Model, p.Training)
		made := 0
		for _, n := range []int{20, 160} {
			if n > 20 && kernel.Vector() == "scalar" {
				break
			}
			steps(t, trainer, n-made)
			made = n
			if got := Checksum(net.Weights()); got != pin.Steps[n] {
				t.Errorf("%s: checksum %s after %d steps, want %s", name, got, n, pin.Steps[n])
			}
		}
	}
}

// The accuracies of seed 1 in MEASUREMENTS.md are the pins of the whole run.
func TestMeasurementsHasTheAccuraciesOfTheWholeRun(t *testing.T) {
	all := pins(t)
	row := "| 1 |"
	for _, name := range []string{"dense", "convnet"} {
		a := all[name].Accuracy
		row += " " + strings.Join(a[:4], " ") + " **" + a[4] + "** |"
	}
	if measured := string(must(os.ReadFile("../MEASUREMENTS.md"))(t)); !strings.Contains(measured, row) {
		t.Errorf("MEASUREMENTS.md does not have the row %s", row)
	}
}
