package explain

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"convlab/engine/reference"
	"convlab/engine/spec"
)

// Each pixel of an empty picture is perturbed, and exactly those numbers change that see
// it.
func TestExactlyThePixelsOfTheReceptiveFieldChangeANumber(t *testing.T) {
	models := []spec.Model{spec.NoteConvnet()}
	for seed := range uint64(40) {
		models = append(models, randomModel(rand.New(rand.NewPCG(18, seed))))
	}
	for k, m := range models {
		m = positive(m)
		t.Run(fmt.Sprintf("%d: %v %+v", k, m.Input, m.Layers), func(t *testing.T) { perturb(t, m) })
	}
}

// positive returns m without its last layer, with one channel a layer, since all channels
// see the same, and with ReLU, which lets positive numbers through.
func positive(m spec.Model) spec.Model {
	n := spec.Model{Input: m.Input}
	for _, l := range m.Layers[:len(m.Layers)-1] {
		switch c := l.(type) {
		case spec.Conv2D:
			c.Filters, c.Activation = 1, spec.ReLU
			l = c
		case spec.Dense:
			c.Units, c.Activation = 1, spec.ReLU
			l = c
		}
		n.Layers = append(n.Layers, l)
	}
	return n
}

func perturb(t *testing.T, m spec.Model) {
	slow, err := reference.New(m)
	if err != nil {
		t.Fatal(err)
	}
	shapes, err := m.Shapes()
	if err != nil {
		t.Fatal(err)
	}
	fields := make([][]spec.Region, len(shapes)) // [layer][position]: what of the picture it sees
	gaps := make([]bool, len(shapes))            // a field also spans rows that no window reads
	in, rest := m.Input, slow.Weights
	for i, l := range m.Layers {
		for _, w := range l.Weights(in) {
			for k := range w.Size() {
				if w.Name == "kernel" { // biases stay 0, so that an empty picture gives 0 everywhere
					rest[k] = 1
				}
			}
			rest = rest[w.Size():]
		}
		gaps[i] = i > 0 && gaps[i-1]
		if w, ok := l.(spec.Windowed); ok {
			rows, _, err := w.Window(in)
			if err != nil {
				t.Fatal(err)
			}
			gaps[i] = gaps[i] || rows.Stride > rows.Size
		}
		in = shapes[i]
		for position := range in.H * in.W {
			regions, err := m.ReceptiveField(i, position/in.W, position%in.W)
			if err != nil {
				t.Fatal(err)
			}
			fields[i] = append(fields[i], regions[0].Clip(m.Input))
		}
	}
	for pixel := range m.Input.H * m.Input.W {
		x := reference.Zeros(1, m.Input)
		x.Data[pixel*m.Input.C] = 1
		row, column := pixel/m.Input.W, pixel%m.Input.W
		for i, y := range slow.Forward(x) {
			for position, sees := range fields[i] {
				rows, columns := sees.Rows, sees.Columns
				want := rows.First <= row && row <= rows.Last && columns.First <= column && column <= columns.Last
				corner := (row == rows.First || row == rows.Last) && (column == columns.First || column == columns.Last)
				changed := reference.MaxAbs(y.Data[position*y.Shape.C:][:y.Shape.C]) != 0 // Flatten's vector is seen as a whole
				if changed != want && (changed || corner || !gaps[i]) {
					t.Fatalf("%s, position %d sees %+v; a change of row %d, column %d changes it: %v", m.Names()[i], position, sees, row, column, changed)
				}
			}
		}
	}
}
