package state

import (
	"slices"

	"convlab/engine/spec"
)

// Settings are those that the controls show: blocks of a convolution and an
// optional pooling, a head, and the training. Without blocks it is a dense network.
type Settings struct {
	Blocks   []Block
	Head     Head
	Units    int // of the hidden Dense layer; 0: none
	Hidden   spec.Activation
	Dropout  float32 // before the last Dense layer
	Training spec.Training

	hidden, output int // identities of the Dense layers
}

// Block is a convolution and its pooling.
type Block struct {
	Filters     int
	Window      int
	Stride      int
	Padding     spec.Padding
	Activation  spec.Activation
	Pooling     Pooling
	PoolSize    int
	PoolStride  int
	PoolPadding spec.Padding

	id int // identity of the convolution
}

// Pooling is the kind of a block's pooling.
type Pooling string

// The kinds.
const (
	NoPooling      Pooling = "none"
	MaxPooling     Pooling = "max"
	AveragePooling Pooling = "average"
)

// poolings lists the kinds in the order of the control.
func poolings() []Pooling { return []Pooling{NoPooling, MaxPooling, AveragePooling} }

// Head names the layer that turns maps into a vector.
type Head string

// The heads.
const (
	FlattenHead Head = "flatten"
	GlobalHead  Head = "global_average"
)

// heads lists the heads in the order of the control.
func heads() []Head { return []Head{FlattenHead, GlobalHead} }

// Layer is the layer that the head names.
func (h Head) Layer() spec.Layer {
	if h == GlobalHead {
		return spec.GlobalAveragePooling2D{}
	}
	return spec.Flatten{}
}

// newBlock is what AddBlock adds: it keeps the size of the maps, so that every
// window fits.
func newBlock() Block {
	return Block{
		Filters: 32, Window: 3, Stride: 1, Padding: spec.Same, Activation: spec.ReLU,
		Pooling: NoPooling, PoolSize: 2, PoolStride: 2, PoolPadding: spec.Valid,
	}
}

// Model is the network of the settings.
func (s Settings) Model() spec.Model {
	m := spec.Model{Input: spec.MNIST()}
	for _, b := range s.Blocks {
		m.Layers = append(m.Layers, b.conv())
		if p := b.Pool(); p != nil {
			m.Layers = append(m.Layers, p)
		}
	}
	m.Layers = append(m.Layers, s.Head.Layer())
	if s.Units > 0 {
		m.Layers = append(m.Layers, spec.Dense{Units: s.Units, Activation: s.Hidden})
	}
	if s.Dropout > 0 {
		m.Layers = append(m.Layers, spec.Dropout{Rate: s.Dropout})
	}
	m.Layers = append(m.Layers, spec.Dense{Units: spec.Classes, Activation: spec.Softmax})
	return m
}

func (b Block) conv() spec.Layer {
	c := spec.Conv2D{Filters: b.Filters, KernelSize: b.Window, Activation: b.Activation}
	if b.Stride != 1 {
		c.Strides = b.Stride
	}
	if b.Padding.Or() != spec.Valid {
		c.Padding = b.Padding
	}
	return c
}

// Pool is the layer of the block's pooling, nil if it has none.
func (b Block) Pool() spec.Layer {
	var strides int
	if b.PoolStride != b.PoolSize {
		strides = b.PoolStride
	}
	var padding spec.Padding
	if b.PoolPadding.Or() != spec.Valid {
		padding = b.PoolPadding
	}
	switch b.Pooling {
	case MaxPooling:
		return spec.MaxPooling2D{PoolSize: b.PoolSize, Strides: strides, Padding: padding}
	case AveragePooling:
		return spec.AveragePooling2D{PoolSize: b.PoolSize, Strides: strides, Padding: padding}
	}
	return nil
}

// FromModel finds the settings that build m. It reports false when the
// controls cannot show m.
func FromModel(m spec.Model, t spec.Training) (Settings, bool) {
	s := Settings{Head: FlattenHead, Hidden: spec.ReLU, Training: t}
	for i, l := range m.Layers {
		switch l := l.(type) {
		case spec.Conv2D:
			b := newBlock()
			b.Filters, b.Window, b.Stride = l.Filters, l.KernelSize, l.Stride()
			b.Padding, b.Activation = l.Padding.Or(), l.Activation.Or()
			s.Blocks = append(s.Blocks, b)
		case spec.MaxPooling2D:
			s.pooled(MaxPooling, l.PoolSize, l.Strides, l.Padding)
		case spec.AveragePooling2D:
			s.pooled(AveragePooling, l.PoolSize, l.Strides, l.Padding)
		case spec.Dropout:
			s.Dropout = l.Rate
		case spec.Dense:
			if i < len(m.Layers)-1 {
				s.Units, s.Hidden = l.Units, l.Activation.Or()
			}
		default:
			for _, h := range heads() {
				if h.Layer() == l {
					s.Head = h
				}
			}
		}
	}
	s.identify(nil)
	return s, s.Model().Same(m)
}

// pooled sets the pooling of the last block. It loses a second pooling in a row,
// which FromModel notices.
func (s *Settings) pooled(kind Pooling, size, strides int, padding spec.Padding) {
	if len(s.Blocks) == 0 {
		return
	}
	b := &s.Blocks[len(s.Blocks)-1]
	if strides == 0 {
		strides = size
	}
	b.Pooling, b.PoolSize, b.PoolStride, b.PoolPadding = kind, size, strides, padding.Or()
}

// Preset returns the name of the preset that these settings are, or "".
func (s Settings) Preset() string { return presetOf(s.Model()) }

// LearnedPreset returns the name of the preset that was learned last, or "".
func (s *State) LearnedPreset() string { return presetOf(s.Network.learned()) }

func presetOf(m spec.Model) string {
	for _, p := range spec.Presets() {
		if p.Model.Same(m) {
			return p.Name
		}
	}
	return ""
}

// Dense reports whether there is no convolution.
func (s Settings) Dense() bool { return len(s.Blocks) == 0 }

// Kind is the preset of these settings' kind that ships weights: "dense" or "convnet".
func (s Settings) Kind() string {
	if s.Dense() {
		return "dense"
	}
	return "convnet"
}

// With is the settings with another text in one control, or an error if they cannot
// work.
func (s Settings) With(path, value string) (Settings, error) {
	next := s.clone()
	if err := next.set(path, value); err != nil {
		return s, err
	}
	return next, spec.CheckRun(next.Model(), next.Training)
}

// clone keeps a changed copy from sharing its blocks.
func (s Settings) clone() Settings {
	s.Blocks = slices.Clone(s.Blocks)
	return s
}
