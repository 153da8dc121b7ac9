package spec

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// fixed writes fixes as "layer.field=value learns 1, 138240": the number of layers to
// learn again, and the change of multiply-adds.
func fixed(list []Fix) (texts []string) {
	for _, f := range list {
		texts = append(texts, fmt.Sprintf("%d.%s=%s learns %d, %d", f.Layer, f.Field, f.Value, f.learn, f.change))
	}
	return texts
}

// The first experiment that visitors try: stride 2 in the first convolution leaves
// 2×2 maps for the third, whose windows are 3×3.
func TestStrideTwoInTheFirstConvolutionHasFixesThatKeepAllWeights(t *testing.T) {
	now := Setup{NoteConvnet(), Note(64)}
	wish := now.with(0, Conv2D{Filters: 32, KernelSize: 3, Strides: 2, Activation: ReLU})
	got := fixed(Fixes(Learned{Model: now.Model}, now, wish))
	// Maps of 13×13 as pooled before: without the pooling 13, 11, 5, 3; pooled with
	// stride 1 13, 12, 10, 5, 3. 3×3×64 numbers reach the head either way. The first
	// convolution makes a quarter of its numbers, the second in the latter case 100 of 121.
	quarter, second := (26*26-13*13)*9*32, (11*11-10*10)*9*32*64
	want := []string{
		fmt.Sprintf("1.= learns 0, %d", quarter),
		fmt.Sprintf("1.strides=1 learns 0, %d", quarter+second),
	}
	if len(got) != MaxFixes || !slices.Equal(got[:2], want) {
		t.Errorf("got %q, want first %q", got, want)
	}
	if !strings.Contains(got[2], "learns 1,") { // the dense layer alone
		t.Errorf("the third is %s", got[2])
	}
}

// After a layer was inserted, positions do not match: the output keeps its weights,
// though it is now the sixth layer with weights and not the fifth.
func TestFixesMatchLayersByTheirIdentities(t *testing.T) {
	learned := Setup{NoteConvnet(), Note(64)}
	layers := slices.Insert(slices.Clone(learned.Model.Layers), 5, Layer(Conv2D{Filters: 64, KernelSize: 3, Padding: Same, Activation: ReLU}))
	now := Setup{Model{Input: learned.Model.Input, Layers: layers}, learned.Training}
	wish := now.with(5, Conv2D{Filters: 300, KernelSize: 3, Padding: Same, Activation: ReLU})
	list := allFixes(Learned{Model: learned.Model, Was: []int{0, 1, 2, 3, 4}, Will: []int{0, 1, 2, 5, 3, 4}}, now, wish)
	byPosition := allFixes(Learned{Model: learned.Model}, now, wish)
	// 256 filters leave the new layer and the dense one to learn; by position the output, too.
	if len(list) != 1 || list[0].learn != 2 || len(byPosition) != 1 || byPosition[0].learn != 3 {
		t.Errorf("received %v, by position %v; expected 2 layers to learn, by position 3", fixed(list), fixed(byPosition))
	}
}

func TestFixes(t *testing.T) {
	convnet := Setup{NoteConvnet(), Note(64)}
	flat := Setup{NoDownsampling(), Note(64)}
	for _, c := range []struct {
		name string
		now  Setup
		wish func(*Setup)
		want string // among all that work, without what it costs
	}{
		{"a window too large for its maps: the largest that fits", convnet,
			func(s *Setup) { *s = s.with(4, Conv2D{Filters: 64, KernelSize: 7, Activation: ReLU}) }, "4.kernel_size=5 "},
		{"or same padding there", convnet,
			func(s *Setup) { *s = s.with(4, Conv2D{Filters: 64, KernelSize: 7, Activation: ReLU}) }, "4.padding=same "},
		{"too many filters: as many as are allowed", convnet,
			func(s *Setup) { *s = s.with(4, Conv2D{Filters: 1000, KernelSize: 3, Activation: ReLU}) }, "4.filters=256 "},
		// 22·22·64 weights a unit, its bias and 10 of the output; 55,744 before and the 10 biases after: (2^22 - 55,754)/(30,976 + 1 + 10) = 133.55
		{"too many units for the weights: as many as fit", flat,
			func(s *Setup) { *s = s.with(4, Dense{Units: 4096, Activation: ReLU}) }, "4.units=133 "},
		{"a batch larger than the training set", convnet,
			func(s *Setup) { s.Training.Examples, s.Training.BatchSize = 100, 128 }, "-1.batch_size=100 "},
		{"or as many images as the batch", convnet,
			func(s *Setup) { s.Training.Examples, s.Training.BatchSize = 100, 128 }, "-1.examples=128 "},
	} {
		wish := c.now
		c.wish(&wish)
		got := fixed(allFixes(Learned{Model: c.now.Model}, c.now, wish))
		if !slices.ContainsFunc(got, func(text string) bool { return strings.HasPrefix(text, c.want) }) {
			t.Errorf("%s: got %q, want %q among them", c.name, got, c.want)
		}
	}
}

func TestWhatWorksNeedsNoFix(t *testing.T) {
	now := Setup{NoteConvnet(), Note(64)}
	if got := Fixes(Learned{Model: now.Model}, now, Setup{NoteDense(), Note(128)}); got != nil {
		t.Errorf("got %v", fixed(got))
	}
	if got := Fixes(Learned{Model: now.Model}, now, Setup{}); len(got) > 0 {
		t.Errorf("an empty setup: got %v", fixed(got))
	}
}

// wishes lists every single change of a setting that the controls of a page allow.
func wishes(s Setup) (list []Setup) {
	for i, l := range s.Model.Layers[:len(s.Model.Layers)-1] { // no control changes the output
		for _, f := range intFields(l) {
			limits := map[string][]int{
				"filters": {1, 2, 100, 256, 257}, "units": {1, 100, 1000, 4096, 5000}, "kernel_size": {1, 2, 3, 5, 7}, "pool_size": {2, 3}, "strides": {1, 2, 3},
			}
			for _, v := range limits[f.name] {
				list = append(list, s.with(i, f.with(v)))
			}
		}
		switch l := l.(type) {
		case Conv2D:
			l.Padding = map[Padding]Padding{Valid: Same, Same: Valid}[l.Padding.Or()]
			list = append(list, s.with(i, l))
			pooled := s
			pooled.Model.Layers = slices.Insert(slices.Clone(s.Model.Layers), i+1, Layer(MaxPooling2D{PoolSize: 2}))
			without := s
			without.Model.Layers = slices.Delete(slices.Clone(s.Model.Layers), i, i+1)
			list = append(list, pooled, without)
		case MaxPooling2D:
			l.Padding = map[Padding]Padding{Valid: Same, Same: Valid}[l.Padding.Or()]
			list = append(list, s.with(i, l))
		}
	}
	for _, batch := range []int{1, 512, 1024} {
		s.Training.BatchSize = batch
		list = append(list, s)
	}
	s.Training.Examples = MinExamples
	return append(list, s)
}

// accepted returns a random setup that Check accepts.
func accepted(r *rand.Rand) Setup {
	for {
		m := Model{Input: MNIST()}
		for range 1 + r.IntN(4) {
			m.Layers = append(m.Layers, Conv2D{Filters: 1 + r.IntN(200), KernelSize: 1 + r.IntN(7), Strides: r.IntN(4),
				Padding: []Padding{Valid, Same}[r.IntN(2)], Activation: ReLU})
			switch r.IntN(3) {
			case 0:
				m.Layers = append(m.Layers, MaxPooling2D{PoolSize: 2 + r.IntN(2), Strides: r.IntN(4), Padding: []Padding{Valid, Same}[r.IntN(2)]})
			case 1:
				m.Layers = append(m.Layers, AveragePooling2D{PoolSize: 2 + r.IntN(2), Strides: r.IntN(4)})
			}
		}
		m.Layers = append(m.Layers, Flatten{}, Dense{Units: 1 + r.IntN(500), Activation: ReLU}, Dense{Units: Classes, Activation: Softmax})
		t := Note(1 << r.IntN(10))
		if s := (Setup{m, t}); s.Check() == nil {
			return s
		}
	}
}

// For any refused wish, every fix is accepted and differs from the setup before, and
// the fixes are in order.
func TestEveryFixIsAcceptedAndInOrder(t *testing.T) {
	var settings []Setup
	for _, p := range Presets() {
		settings = append(settings, Setup{p.Model, p.Training})
	}
	r := rand.New(rand.NewPCG(15, 3))
	for range 60 {
		settings = append(settings, accepted(r))
	}
	refused, helped := 0, 0
	for _, now := range settings {
		for _, wish := range wishes(now) {
			if wish.Check() == nil {
				continue
			}
			refused++
			list := Fixes(Learned{Model: now.Model}, now, wish)
			if len(list) > 0 {
				helped++
			}
			if len(list) > MaxFixes {
				t.Fatalf("%d fixes", len(list))
			}
			var last [2]int64 // the keys of the order
			for i, f := range list {
				if err := f.Setup.Check(); err != nil {
					t.Fatalf("%v: refused: %v", fixed(list[i:i+1]), err)
				}
				if f.Setup.same(now) {
					t.Fatalf("%v returns to the setup before", fixed(list[i:i+1]))
				}
				_, learn, err := Carry(now.Model, f.Setup.Model)
				change, err2 := CostChange(now.Model, f.Setup.Model)
				if err != nil || err2 != nil {
					t.Fatalf("%v: %v, %v", fixed(list[i:i+1]), err, err2)
				}
				key := [2]int64{int64(len(learn)), max(change.MACs, -change.MACs)}
				if slices.Compare(last[:], key[:]) > 0 {
					t.Fatalf("out of order: %v", fixed(list))
				}
				last = key
			}
		}
	}
	t.Logf("%d of %d refused wishes have a fix", helped, refused)
	if refused < 500 || helped < refused*9/10 {
		t.Errorf("%d of %d refused wishes have a fix, want 9 of 10 of at least 500", helped, refused)
	}
}
