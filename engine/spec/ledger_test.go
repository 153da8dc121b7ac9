package spec

import (
	"slices"
	"testing"
)

// The numbers of the study note: outputs, parameters and multiply-adds of its
// two networks, layer by layer, and the receptive fields 3, 4, 8, 10, 18. Keras's
// own summary prints the same parameters.
func TestLedger(t *testing.T) {
	type row struct {
		name    string
		output  string
		weights int
		macs    int64
		field   int
		dropped int
	}
	for _, c := range []struct {
		name    string
		model   Model
		rows    []row
		weights int
		macs    int64
	}{
		{"dense", NoteDense(), []row{
			{"flatten", "784", 0, 0, 0, 0},
			{"dense", "512", 784*512 + 512, 784 * 512, 0, 0},
			{"dense_1", "10", 512*10 + 10, 512 * 10, 0, 0},
		}, 407050, 406528},
		{"convolutional", NoteConvnet(), []row{
			{"conv2d", "26×26×32", 320, 194688, 3, 0},
			{"max_pooling2d", "13×13×32", 0, 0, 4, 0},
			{"conv2d_1", "11×11×64", 18496, 2230272, 8, 0},
			{"max_pooling2d_1", "5×5×64", 0, 0, 10, 21}, // 11 rows give 5: 21 of 121 positions are read by no window
			{"conv2d_2", "3×3×64", 36928, 331776, 18, 0},
			{"flatten", "576", 0, 0, 0, 0},
			{"dense", "64", 36928, 36864, 0, 0},
			{"dense_1", "10", 650, 640, 0, 0},
		}, 93322, 2794240},
	} {
		t.Run(c.name, func(t *testing.T) {
			ledger, err := c.model.Ledger()
			if err != nil {
				t.Fatal(err)
			}
			var got []row
			for _, r := range ledger {
				got = append(got, row{r.Name, r.Output.String(), r.Weights, r.MACs, r.ReceptiveField, r.Dropped})
			}
			if !slices.Equal(got, c.rows) {
				t.Errorf("got  %v\nwant %v", got, c.rows)
			}
			if w, m := Total(ledger); w != c.weights || m != c.macs {
				t.Errorf("total %d weights and %d multiply-adds, want %d and %d", w, m, c.weights, c.macs)
			}
		})
	}
}

// Without downsampling the note's convnet costs 11 times the multiply-adds
// and 22 times the weights.
func TestNoDownsamplingIsExpensive(t *testing.T) {
	cheap, err := NoteConvnet().Ledger()
	if err != nil {
		t.Fatal(err)
	}
	dear, err := NoDownsampling().Ledger()
	if err != nil {
		t.Fatal(err)
	}
	w, m := Total(cheap)
	W, M := Total(dear)
	// 22·22·64 = 30,976 numbers reach Dense(64); 2,038,922 is Keras's count.
	if W != 2038922 || M != 194688+10616832+17842176+1982464+640 {
		t.Errorf("got %d weights and %d multiply-adds", W, M)
	}
	if (M+m/2)/m != 11 || (W+w/2)/w != 22 {
		t.Errorf("%d/%d multiply-adds and %d/%d weights", M, m, W, w)
	}
}

// Strides widen the receptive field as pooling does; a layer without a window
// keeps it; after flattening every number sees the whole image.
func TestReceptiveField(t *testing.T) {
	m := Model{Input: MNIST(), Layers: []Layer{
		Conv2D{Filters: 1, KernelSize: 5, Strides: 2, Padding: Same}, // 1 + 4 = 5, jump 2
		Dropout{Rate: 0.5},
		MaxPooling2D{PoolSize: 3, Strides: 1}, // 5 + 2·2 = 9
		AveragePooling2D{PoolSize: 2},         // 9 + 2 = 11, jump 4
		Conv2D{Filters: 1, KernelSize: 3},     // 11 + 2·4 = 19
		GlobalAveragePooling2D{},
		Dropout{},
	}}
	ledger, err := m.Ledger()
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, r := range ledger {
		got = append(got, r.ReceptiveField)
	}
	if want := []int{5, 5, 9, 11, 19, 0, 0}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A window of 2 that moves by 3 reads two positions and skips the third.
func TestDroppedCountsGaps(t *testing.T) {
	m := Model{Input: MNIST(), Layers: []Layer{MaxPooling2D{PoolSize: 2, Strides: 3}}}
	ledger, err := m.Ledger()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := ledger[0].Dropped, 28*28-18*18; got != want {
		t.Errorf("got %d, want %d: 9 windows read 18 of 28 positions on each axis", got, want)
	}
}

// A window of 5×5 in the first convolution of the note's convnet: its map shrinks from
// 26×26 to 24×24, so the second one makes 10×10 instead of 11×11 numbers.
func TestALargerWindowMayCostLess(t *testing.T) {
	larger := change(0, Conv2D{Filters: 32, KernelSize: 5, Activation: ReLU})
	got, err := CostChange(NoteConvnet(), larger)
	if err != nil {
		t.Fatal(err)
	}
	const (
		first  = 24*24*25*32 - 26*26*9*32      // multiply-adds of the first convolution
		second = (10*10 - 11*11) * 9 * 32 * 64 // and of the second
		third  = 0                             // 5×5 maps reach the third either way
		kernel = (25 - 9) * 32                 // weights
	)
	if want := (Cost{kernel, first + second + third}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got.MACs >= 0 || got.Weights <= 0 {
		t.Errorf("got %+v, want more weights and fewer multiply-adds", got)
	}
	now, err := NoteConvnet().Cost()
	if err != nil {
		t.Fatal(err)
	}
	next, err := larger.Cost()
	if err != nil {
		t.Fatal(err)
	}
	if now.MACs != 2_794_240 || next.MACs != 2_673_280 {
		t.Errorf("the totals are %d and %d multiply-adds, want 2,794,240 and 2,673,280", now.MACs, next.MACs)
	}
}

func TestCostIsTheLedgersTotal(t *testing.T) {
	for _, p := range Presets() {
		rows, err := p.Model.Ledger()
		if err != nil {
			t.Fatal(err)
		}
		weights, macs := Total(rows)
		if got, err := p.Model.Cost(); err != nil || got != (Cost{weights, macs}) {
			t.Errorf("%s: got %+v, error %v", p.Name, got, err)
		}
		if got, err := CostChange(p.Model, p.Model); err != nil || got != (Cost{}) {
			t.Errorf("%s against itself: got %+v, error %v", p.Name, got, err)
		}
	}
	if _, err := CostChange(NoteConvnet(), Model{}); err == nil {
		t.Error("a model without layers has a cost")
	}
	if _, err := CostChange(Model{}, NoteConvnet()); err == nil {
		t.Error("a model without layers was compared with")
	}
}
