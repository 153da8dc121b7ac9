package engine

import (
	"fmt"
	"reflect"
	"testing"

	"convlab/engine/kernel"
	"convlab/engine/spec"
)

// The scratch that spec counts against its limit is exactly what training allocates. Only a fused layer over patches needs none:
// the kernels choose which layers have them, and spec counts those as any other.
func TestScratchIsWhatSpecCounts(t *testing.T) {
	models := map[string]spec.Model{"every layer": tiny()}
	for _, p := range spec.Presets() {
		models[p.Name] = p.Model
	}
	head := func(layers ...spec.Layer) spec.Model {
		return spec.Model{Input: spec.MNIST(), Layers: append(layers, spec.GlobalAveragePooling2D{}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax})}
	}
	for name, side := range map[string]int{"large maps": 1, "maps of 9×9": 3, "maps of 14×14": 2} {
		for _, padding := range []spec.Padding{spec.Valid, spec.Same} {
			for size := 1; size <= spec.MaxKernelSize; size++ {
				for stride := 1; stride <= spec.MaxStrides; stride++ {
					conv := spec.Conv2D{Filters: 33, KernelSize: size, Strides: stride, Padding: padding, Activation: spec.ReLU}
					layers := []spec.Layer{conv}
					if side > 1 {
						layers = []spec.Layer{spec.Conv2D{Filters: 3, KernelSize: 1}, spec.MaxPooling2D{PoolSize: side}, conv}
					}
					what := name + " " + conv.Kind() + string(padding) + string(rune('0'+size)) + string(rune('0'+stride))
					models[what] = head(layers...)
					for pool := spec.MinPoolSize; pool <= spec.MaxPoolSize; pool++ {
						m := head(append(layers[:len(layers):len(layers)], spec.MaxPooling2D{PoolSize: pool})...)
						if _, err := m.Shapes(); err == nil {
							models[what+" pooled"+string(rune('0'+pool))] = m
							m.Layers = append([]spec.Layer(nil), m.Layers...)
							m.Layers[len(layers)] = spec.MaxPooling2D{PoolSize: pool, Strides: 1, Padding: spec.Same}
							models[what+" pooled, same"+string(rune('0'+pool))] = m
						}
					}
				}
			}
		}
	}
	for name, m := range tiled(head) {
		models[name] = m
	}
	for name, m := range models {
		var got int64
		for _, op := range must(New(m, 1))(t).ops {
			if c, ok := op.(*conv2D); ok {
				got += numbers(c.scratch)
				if c.fused != nil {
					got += numbers(c.fused.window.ConvScratch(c.filters))
				}
			}
		}
		if want := must(m.Scratch())(t); got != want {
			t.Errorf("%s: its convolutions work in %d numbers, spec counts %d", name, got, want)
		}
	}
}

// tiled returns models with a convolution by tiles, and models that miss one of its conditions.
func tiled(head func(...spec.Layer) spec.Model) map[string]spec.Model {
	models := map[string]spec.Model{}
	for _, c := range []spec.Conv2D{
		{Filters: 48, KernelSize: 3}, {Filters: 48, KernelSize: 3, Padding: spec.Same}, {Filters: 40, KernelSize: 3},
		{Filters: 48, KernelSize: 2}, {Filters: 48, KernelSize: 3, Strides: 2}, {Filters: 144, KernelSize: 3},
	} {
		for _, channels := range []int{16, 24, 80} {
			first, half, third := spec.Conv2D{Filters: channels, KernelSize: 1}, spec.MaxPooling2D{PoolSize: 2}, spec.MaxPooling2D{PoolSize: 3}
			quarter := spec.MaxPooling2D{PoolSize: 3, Strides: 2}
			for side, m := range map[int]spec.Model{14: head(first, half, c), 9: head(first, third, c), 6: head(first, half, quarter, c), 4: head(first, half, third, c)} {
				models[fmt.Sprintf("%+v of %d channels, maps of %d a side", c, channels, side)] = m
			}
		}
	}
	return models
}

// numbers returns the size of a scratch, in units of four bytes.
func numbers(s *kernel.ConvScratch) (n int64) {
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		f := v.Field(i)
		n += int64(f.Len()) * int64(f.Type().Elem().Size()) / 4
	}
	return n
}
