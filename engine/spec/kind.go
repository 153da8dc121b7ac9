package spec

// Kinds returns an example of each kind of layer, with every field different from
// its default. JSON and Check accept these kinds, and other packages test that they
// handle all of them.
func Kinds() []Layer {
	return []Layer{
		Conv2D{Filters: 4, KernelSize: 3, Strides: 2, Padding: Same, Activation: ReLU},
		MaxPooling2D{PoolSize: 3, Strides: 2, Padding: Same},
		AveragePooling2D{PoolSize: 3, Strides: 2, Padding: Same},
		GlobalAveragePooling2D{},
		Flatten{},
		Dense{Units: 5, Activation: Tanh},
		Dropout{Rate: 0.25},
	}
}

// ExampleModel returns a small network over MNIST's images that has l as layer i. It
// is an error if l works at no place of such a network.
func ExampleModel(l Layer) (m Model, i int, err error) {
	head := Dense{Units: Classes, Activation: Softmax}
	for _, layers := range [][]Layer{{l, Flatten{}, head}, {l, head}, {Flatten{}, l, head}} {
		m = Model{Input: MNIST(), Layers: layers}
		if err = m.Check(); err == nil {
			break
		}
	}
	for m.Layers[i] != l {
		i++
	}
	return m, i, err
}

func kindNames() []string {
	var names []string
	for _, l := range Kinds() {
		names = append(names, l.Kind())
	}
	return names
}
