package onnx

import "convlab/engine/spec"

// outInHW turns a kernel [kh kw in out] into ONNX's [out in kh kw].
func outInHW(shape []int, k []float32) ([]int, []float32) {
	kh, kw, in, out := shape[0], shape[1], shape[2], shape[3]
	turned := make([]float32, 0, len(k))
	for o := range out {
		for c := range in {
			for y := range kh {
				for x := range kw {
					turned = append(turned, k[((y*kw+x)*in+c)*out+o])
				}
			}
		}
	}
	return []int{out, in, kh, kw}, turned
}

// rowsCHW orders the rows of a Dense kernel [H·W·C units] as ONNX flattens the
// maps before it: C H W instead of H W C.
func rowsCHW(maps spec.Shape, units int, k []float32) []float32 {
	ordered := make([]float32, 0, len(k))
	for c := range maps.C {
		for p := range maps.H * maps.W {
			row := (p*maps.C + c) * units
			ordered = append(ordered, k[row:row+units]...)
		}
	}
	return ordered
}
