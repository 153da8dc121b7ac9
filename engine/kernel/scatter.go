package kernel

// scatterScalar adds each element of src to the element of dst that it names, one after the other.
func scatterScalar(src []float32, at []int32, dst []float32) {
	at = at[:len(src)]
	for i, v := range src {
		dst[at[i]] += v
	}
}
