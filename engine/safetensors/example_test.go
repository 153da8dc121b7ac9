package safetensors_test

import (
	"fmt"

	"convlab/engine/safetensors"
)

func Example() {
	data, err := safetensors.Encode(safetensors.File{
		Metadata: map[string]string{"note": "two rows"},
		Tensors: []safetensors.Tensor{
			{Name: "dense/kernel", DType: safetensors.F16, Shape: []int{2, 3}, Values: []float32{1, 2, 3, 4, 5, 6}},
		},
	})
	if err != nil {
		panic(err)
	}
	r, err := safetensors.NewReader(data)
	if err != nil {
		panic(err)
	}
	for _, t := range r.Tensors {
		values := make([]float32, t.Len())
		if err := r.Read(values, t); err != nil {
			panic(err)
		}
		fmt.Println(t.Name, t.DType, t.Shape, values)
	}
	// Output: dense/kernel F16 [2 3] [1 2 3 4 5 6]
}
