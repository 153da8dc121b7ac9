package spec

// Preset is a named network and its training.
type Preset struct {
	Name     string // stable, for links, files and translations
	Model    Model
	Training Training
}

// Presets lists the networks that the page offers, the note's two first. The note
// is a study note on convolutional networks in Keras.
func Presets() []Preset {
	return []Preset{
		{"dense", NoteDense(), Note(128)},
		{"convnet", NoteConvnet(), Note(64)},
		{"half", convnet([3]int{16, 32, 32}, 3, Valid, maxPool, 1), Note(64)},
		{"strided", stridedConvnet(), Note(64)},
		{"average", convnet([3]int{32, 64, 64}, 3, Valid, averagePool, 1), Note(64)},
		{"five", convnet([3]int{32, 64, 64}, 5, Same, maxPool, 1), Note(64)},
		{"flat", NoDownsampling(), brief(Note(64))},
	}
}

// FirstShipped is the preset whose trained network answers before any training.
const FirstShipped = "convnet"

// Shipped lists the presets whose trained networks come with the page.
func Shipped() []string { return []string{FirstShipped, "dense"} }

// FindPreset returns the preset of that name.
func FindPreset(name string) (Preset, bool) {
	for _, p := range Presets() {
		if p.Name == name {
			return p, true
		}
	}
	return Preset{}, false
}

// NoteDense is the note's dense network: 407,050 weights.
func NoteDense() Model {
	return Model{Input: MNIST(), Layers: []Layer{
		Flatten{},
		Dense{Units: 512, Activation: ReLU},
		Dense{Units: Classes, Activation: Softmax},
	}}
}

// NoteConvnet is the note's convolutional network: 93,322 weights.
func NoteConvnet() Model { return convnet([3]int{32, 64, 64}, 3, Valid, maxPool, 1) }

// NoDownsampling is the note's convnet without pooling or strides: eleven times
// the multiply-adds, twenty-two times the weights.
func NoDownsampling() Model { return convnet([3]int{32, 64, 64}, 3, Valid, nil, 1) }

// brief shortens the training of an expensive network to minutes.
func brief(t Training) Training {
	t.Examples, t.Epochs = 10000, 2
	return t
}

func stridedConvnet() Model { return convnet([3]int{32, 64, 64}, 3, Valid, nil, 2) }

func maxPool() Layer     { return MaxPooling2D{PoolSize: 2} }
func averagePool() Layer { return AveragePooling2D{PoolSize: 2} }

// convnet builds a convolutional preset: two blocks that shrink the maps by
// pooling or by strides, one that does not, and a head of Dense(64) and
// Dense(10).
func convnet(filters [3]int, size int, padding Padding, pool func() Layer, strides int) Model {
	m := Model{Input: MNIST()}
	for i, f := range filters {
		c := Conv2D{Filters: f, KernelSize: size, Padding: padding, Activation: ReLU}
		last := i == len(filters)-1
		if strides > 1 && !last {
			c.Strides = strides
		}
		m.Layers = append(m.Layers, c)
		if pool != nil && !last {
			m.Layers = append(m.Layers, pool())
		}
	}
	m.Layers = append(m.Layers, Flatten{},
		Dense{Units: 64, Activation: ReLU},
		Dense{Units: Classes, Activation: Softmax})
	return m
}
