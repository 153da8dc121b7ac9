//go:build goexperiment.simd && go1.27

package kernel

// stripForms are the plain loop, the portable vectors, and what this machine runs.
func stripForms() []stripForm {
	forms := []stripForm{{"scalar", scalar, stripScalar}}
	if v := hardware(); v != scalar {
		forms = append(forms, stripForm{"vectors", v, stripVector}, stripForm{"hardware", v, stripHardware})
	}
	return forms
}
