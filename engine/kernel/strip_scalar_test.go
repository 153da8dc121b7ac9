//go:build !goexperiment.simd || !go1.27

package kernel

func stripForms() []stripForm { return []stripForm{{"scalar", scalar, stripScalar}} }
