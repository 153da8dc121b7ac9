package spec

import "testing"

func TestSameReadsDefaults(t *testing.T) {
	build := func(layers ...Layer) Model { return Model{Input: MNIST(), Layers: layers} }
	for _, c := range []struct {
		a, b Layer
		want bool
	}{
		{Conv2D{Filters: 8, KernelSize: 3}, Conv2D{Filters: 8, KernelSize: 3, Strides: 1, Padding: Valid, Activation: Linear}, true},
		{Conv2D{Filters: 8, KernelSize: 3}, Conv2D{Filters: 8, KernelSize: 3, Padding: Same}, false},
		{MaxPooling2D{PoolSize: 3}, MaxPooling2D{PoolSize: 3, Strides: 3, Padding: Valid}, true},
		{MaxPooling2D{PoolSize: 2}, AveragePooling2D{PoolSize: 2}, false},
		{AveragePooling2D{PoolSize: 2}, AveragePooling2D{PoolSize: 2, Strides: 1}, false},
		{Dense{Units: 4}, Dense{Units: 4, Activation: Linear}, true},
		{Dropout{Rate: 0.5}, Dropout{Rate: 0.25}, false},
	} {
		if got := build(c.a).Same(build(c.b)); got != c.want {
			t.Errorf("%+v and %+v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
	if build(Flatten{}).Same(build(Flatten{}, Flatten{})) {
		t.Error("one layer is the same as two")
	}
}
