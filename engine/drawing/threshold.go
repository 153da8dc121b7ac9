package drawing

import "image"

// otsu returns Otsu's threshold: values above it are ink. It maximises the variance
// between the two classes,
//
//	share0 * share1 * (mean0 - mean1)^2
//
// Of several such thresholds it is the middle one. If all values are equal, none is
// above it.
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

const (
	// The floor is the farShare quantile of contrasts far from all ink, since the
	// rest may be specks, times overFar, since noise is stronger near the digit.
	farShare = 0.99
	overFar  = 1.25

	// On paper that is not clean, soft edges extend 1/soft of the digit's size, two
	// thirds of a usual pen: more would be adjoining specks.
	soft = 12

	// With fewer than fewFar pixels far from ink the floor is 0.
	fewFar = 64
)

// hysteresis returns the mask of the digit with its soft edges, and the floor, the
// contrast below which there is no ink. It is a threshold with hysteresis: a flood
// fill from the pixels above Otsu's threshold to those above the floor.
//
// Otsu's threshold cuts soft edges in the middle. Pixels far from all ink, by more
// than a quarter of the digit's size, are paper; pixels near the digit with no more
// contrast are paper, too: noise, the lines of ruled paper, remains of shadows. So
// soft edges end at that floor. On clean paper it is 0, and they end with the last
// trace.
func (l *labels) hysteresis(contrasts pixmap, kept []bool) (mask []bool, floor float32) {
	box := image.Rectangle{}
	for i, c := range l.components {
		if kept[i] {
			box = box.Union(c.Rectangle)
		}
	}
	limit := uint16(max(size(box)/near, 2)) // below the distance of pixels that expand has not reached
	var counts [256]int
	far := 0
	for i, d := range l.distance {
		if d > limit {
			counts[contrasts.pix[i]]++
			far++
		}
	}
	if far >= fewFar {
		floor = overFar * float32(quantile(counts[:], farShare))
	}
	if floor > 0 {
		limit = uint16(max(size(box)/soft, 2))
	}
	mask = make([]bool, len(l.nearest))
	var stack []int32
	var memory [8]int
	for i, n := range l.nearest {
		if n >= 0 && kept[n] && l.distance[i] == 0 {
			mask[i] = true
			stack = append(stack, int32(i))
		}
	}
	for len(stack) > 0 {
		i := int(stack[len(stack)-1])
		stack = stack[:len(stack)-1]
		for _, k := range contrasts.neighbours(i, &memory) {
			if !mask[k] && l.distance[k] <= limit && kept[l.nearest[k]] && float32(contrasts.pix[k]) >= floor {
				mask[k] = true
				stack = append(stack, int32(k))
			}
		}
	}
	return mask, floor
}
