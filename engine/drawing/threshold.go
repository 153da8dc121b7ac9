package drawing

// otsu returns the level that parts values best: those above it are ink. It
// makes the variance between the two classes the largest,
//
//	share0 * share1 * (mean0 - mean1)^2
//
// Of several such levels it is the middle. Even values have none above.
//
// Source: N. Otsu, "A threshold selection method from gray-level histograms",
// IEEE Transactions on Systems, Man, and Cybernetics 9 (1979).
func otsu(values []byte) byte {
	var counts [256]int
	for _, v := range values {
		counts[v]++
	}
	all, sum := float64(len(values)), 0.0
	for v, n := range counts {
		sum += float64(v * n)
	}
	below, sumBelow, best, first, last := 0.0, 0.0, 0.0, 255, 255
	for v, n := range counts {
		below += float64(n)
		sumBelow += float64(v * n)
		if below == 0 || below == all {
			continue
		}
		d := sumBelow/below - (sum-sumBelow)/(all-below)
		switch between := below * (all - below) * d * d; {
		case between > best:
			best, first, last = between, v, v
		case between == best:
			last = v
		}
	}
	return byte((first + last) / 2)
}
