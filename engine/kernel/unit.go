package kernel

// Unit turns bytes into numbers of 0 to 1:
//
//	x[i] = b[i]/255
func Unit(b []byte, x []float32) {
	need(len(b), len(x), shortSource)
	hardware().unit(b, x)
}

func unitScalar(b []byte, x []float32) {
	b = b[:len(x)]
	for i, v := range b {
		x[i] = float32(v) / 255
	}
}
