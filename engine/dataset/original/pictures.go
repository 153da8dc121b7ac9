package original

import "convlab/engine/dataset"

// FirstTests returns the first count test pictures, count x dataset.Pixels
// numbers from 0 paper to 1 ink.
func FirstTests(count int) ([]float32, error) {
	dir, err := Dir()
	if err != nil {
		return nil, err
	}
	set, err := LoadSet(dir, dataset.Test)
	if err != nil {
		return nil, err
	}
	pictures := make([]float32, count*dataset.Pixels)
	set.Gather(dataset.Part{Take: 1, Stride: 1, Count: count}.Indices(), pictures, make([]uint8, count))
	return pictures, nil
}
