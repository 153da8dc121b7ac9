package drawing_test

import (
	"flag"
	"runtime"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/drawing"
	"convlab/engine/kernel"
)

var training = flag.Bool("training", false, "judge MNIST's 60,000 training pictures, on which the limits were measured, and not the test pictures")

// Measured on the 10,000: 40 drawn and 46 loaded are accused.
func TestTestDigitsAreNotAccused(t *testing.T) {
	dir, err := original.Dir()
	if err != nil {
		t.Fatal(err)
	}
	split, every := dataset.Test, 1
	if *training {
		split = dataset.Train
	} else if runtime.GOOS == "js" || kernel.Vector() == "scalar" { // the same code
		every = 10
	}
	pixels, _, err := original.Load(dir, split)
	if err != nil {
		t.Fatal(err)
	}
	n := len(pixels) / drawing.Pixels / every
	for name, lay := range map[string]func(picture []byte) *drawing.Raster{"drawn": enlarge, "loaded": loaded} {
		total := count(n, func(p *drawing.Preparer, k int) (names []string) {
			r := lay(pixels[k*every*drawing.Pixels : (k*every+1)*drawing.Pixels])
			prepared := p.Prepare(r, drawing.AllSteps())
			if v := drawing.Judge(r, &prepared); v != drawing.Digit {
				names = append(drawing.Exceeded(r, &prepared), "accused", "accused: "+string(v))
			}
			return names
		})
		t.Logf("%s, of %d: %v", name, n, total)
		if wrong := total["accused"]; 100*wrong >= n {
			t.Errorf("%s: %d of %d are called no digit, want under 1 %%", name, wrong, n)
		}
	}
}

// count adds up, on all processors, the names that each of n pictures has.
func count(n int, names func(p *drawing.Preparer, k int) []string) map[string]int {
	parts := runtime.GOMAXPROCS(0)
	found := make(chan []string)
	for part := range parts {
		go func() {
			var p drawing.Preparer
			for k := part; k < n; k += parts {
				found <- names(&p, k)
			}
		}()
	}
	total := map[string]int{}
	for range n {
		for _, name := range <-found {
			total[name]++
		}
	}
	return total
}

// loaded is a test picture on the pad as the page lays it.
func loaded(picture []byte) *drawing.Raster {
	numbers := make([]float32, len(picture))
	for i, v := range picture {
		numbers[i] = float32(v) / 255
	}
	r := new(drawing.Raster)
	r.Lay(numbers)
	return r
}
