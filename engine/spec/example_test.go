package spec_test

import (
	"fmt"

	"convlab/engine/spec"
)

// The ledger of the note's convnet: shapes, weights and multiply-adds of its
// layers. A window that is too large for its input is refused.
func Example() {
	m := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Conv2D{Filters: 32, KernelSize: 3, Activation: spec.ReLU},
		spec.MaxPooling2D{PoolSize: 2},
		spec.Conv2D{Filters: 64, KernelSize: 3, Activation: spec.ReLU},
		spec.MaxPooling2D{PoolSize: 2},
		spec.Conv2D{Filters: 64, KernelSize: 3, Activation: spec.ReLU},
		spec.Flatten{},
		spec.Dense{Units: 64, Activation: spec.ReLU},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
	rows, err := m.Ledger()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range rows {
		fmt.Printf("%-15s %-8v %6d %8d\n", r.Name, r.Output, r.Weights, r.MACs)
	}
	weights, macs := spec.Total(rows)
	fmt.Printf("%-24s %6d %8d\n", "total", weights, macs)

	m.Layers[4] = spec.Conv2D{Filters: 64, KernelSize: 7, Activation: spec.ReLU}
	fmt.Println(m.Check())

	// Output:
	// conv2d          26×26×32    320   194688
	// max_pooling2d   13×13×32      0        0
	// conv2d_1        11×11×64  18496  2230272
	// max_pooling2d_1 5×5×64        0        0
	// conv2d_2        3×3×64    36928   331776
	// flatten         576           0        0
	// dense           64        36928    36864
	// dense_1         10          650      640
	// total                     93322  2794240
	// layers[4].kernel_size (Conv2D): got 7×7 on 5×5, want at most 5×5, or same padding
}

// A large stride leaves too little for the window of a later layer. Fixes lists
// single changes that work, the ones that keep most weights first.
func ExampleFixes() {
	now := spec.Setup{Model: spec.NoteConvnet(), Training: spec.Note(64)}
	wish := spec.Setup{Model: spec.NoteConvnet(), Training: spec.Note(64)}
	wish.Model.Layers[0] = spec.Conv2D{Filters: 32, KernelSize: 3, Strides: 2, Activation: spec.ReLU}

	fmt.Println(wish.Check())
	for _, f := range spec.Fixes(spec.Learned{Model: now.Model}, now, wish) {
		if f.Field == "" {
			fmt.Printf("without layers[%d]\n", f.Layer)
		} else {
			fmt.Printf("layers[%d].%s = %s\n", f.Layer, f.Field, f.Value)
		}
	}

	// Output:
	// layers[4].kernel_size (Conv2D): got 3×3 on 2×2, want at most 2×2, or same padding
	// without layers[1]
	// layers[1].strides = 1
	// layers[2].padding = same
}
