package spec

import (
	"slices"
	"testing"
)

// change returns the note's convnet with layer i replaced.
func change(i int, l Layer) Model {
	m := NoteConvnet()
	m.Layers[i] = l
	return m
}

// The layers of the note's convnet: 0 conv, 1 pool, 2 conv, 3 pool, 4 conv,
// 5 flatten, 6 dense(64), 7 dense(10).
func TestCarry(t *testing.T) {
	all := []int{0, -1, 2, -1, 4, -1, 6, 7}
	gap := Model{Input: MNIST(), Layers: append(slices.Clone(NoteConvnet().Layers[:5]),
		GlobalAveragePooling2D{}, Dense{Units: 64, Activation: ReLU}, Dense{Units: Classes, Activation: Softmax})}
	wider := Model{Input: MNIST(), Layers: slices.Clone(gap.Layers)}
	wider.Layers[1] = MaxPooling2D{PoolSize: 3, Strides: 1}
	for _, c := range []struct {
		name        string
		old, next   Model
		from, learn []int
	}{
		{"nothing", NoteConvnet(), NoteConvnet(), all, nil},
		{"pooling kind", NoteConvnet(), change(1, AveragePooling2D{PoolSize: 2}), all, nil},
		{"activation", NoteConvnet(), change(0, Conv2D{Filters: 32, KernelSize: 3, Activation: Tanh}), all, nil},
		{"pool stride, flattened size changes", NoteConvnet(), change(3, MaxPooling2D{PoolSize: 2, Strides: 1}), // 11 to 10 wide, 8·8·64 flattened
			[]int{0, -1, 2, -1, 4, -1, -1, 7}, []int{6}},
		{"same pooling, flattened size changes", NoteConvnet(), change(3, MaxPooling2D{PoolSize: 2, Padding: Same}), // 6 wide, 4·4·64 flattened
			[]int{0, -1, 2, -1, 4, -1, -1, 7}, []int{6}},
		{"pool size, flattened size survives", NoteConvnet(), change(3, MaxPooling2D{PoolSize: 3, Strides: 2}), all, nil}, // 11 to 5 as before
		{"same padding, flattened size changes", NoteConvnet(), change(0, Conv2D{Filters: 32, KernelSize: 3, Padding: Same, Activation: ReLU}), // 28, 14, 12, 6, 4 wide
			[]int{0, -1, 2, -1, 4, -1, -1, 7}, []int{6}},
		{"pool stride before a global average", gap, wider, []int{0, -1, 2, -1, 4, -1, 6, 7}, nil},
		{"filters: the layer and the one that reads it", NoteConvnet(), change(2, Conv2D{Filters: 48, KernelSize: 3, Activation: ReLU}),
			[]int{0, -1, -1, -1, -1, -1, 6, 7}, []int{2, 4}},
		{"window", NoteConvnet(), change(4, Conv2D{Filters: 64, KernelSize: 5, Activation: ReLU}), // 1 wide: Dense(64) reads 64
			[]int{0, -1, 2, -1, -1, -1, -1, 7}, []int{4, 6}},
		{"another kind of network", NoteDense(), NoteConvnet(), []int{-1, -1, -1, -1, -1, -1, -1, -1}, []int{0, 2, 4, 6, 7}},
		{"pooling removed: layers move, weights follow", // 13·13 pooled by stride instead
			NoteConvnet(), Model{Input: MNIST(), Layers: slices.Delete(slices.Clone(change(0, Conv2D{Filters: 32, KernelSize: 3, Strides: 2, Activation: ReLU}).Layers), 1, 2)},
			[]int{0, 2, -1, 4, -1, 6, 7}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, learn, err := Carry(c.old, c.next)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(from, c.from) || !slices.Equal(learn, c.learn) {
				t.Errorf("got from %v, learn %v\nwant      %v, learn %v", from, learn, c.from, c.learn)
			}
		})
	}
}

func TestCarryRefusesWhatHasNoShapes(t *testing.T) {
	if _, _, err := Carry(NoteConvnet(), Model{}); err == nil {
		t.Error("a model without layers was accepted as the next one")
	}
	if _, _, err := Carry(Model{}, NoteConvnet()); err == nil {
		t.Error("a model without layers was accepted as the old one")
	}
}
