package spec

import "testing"

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
