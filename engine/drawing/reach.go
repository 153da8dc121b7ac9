package drawing

import "image"

const (
	// farShare is the share of what lies far from all ink that is no higher
	// than the floor is: the rest may be specks that are no ink. overFar is
	// room for what the noise near the digit has more.
	farShare = 0.99
	overFar  = 1.25

	// soft edges on paper that is not clean reach 1/12 of the digit's size, two
	// thirds of a usual pen: more would be specks that adjoin.
	soft = 12

	// fewFar pixels far from ink say nothing.
	fewFar = 64
)

// reach returns the pixels that the digit's ink may have, with its soft edges,
// and the floor, the contrast that is no ink.
//
// The threshold parts soft edges in the middle. What lies far from all ink,
// a quarter of the digit's size and more, is paper; so what has no more
// contrast than that is paper near the digit, too: noise, the lines of ruled
// paper, what is left of shadows. Soft edges end where they sink to that
// floor. On clean paper it is 0, and they end with the last trace.
func (l *labels) reach(contrasts grid, kept []bool) (mask []bool, floor float32) {
	box := image.Rectangle{}
	for i, c := range l.found {
		if kept[i] {
			box = box.Union(c.Rectangle)
		}
	}
	limit := uint16(max(size(box)/near, 2)) // below the distance of what no wave has reached
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
	var wave []int32
	var memory [8]int
	for i, n := range l.nearest {
		if n >= 0 && kept[n] && l.distance[i] == 0 {
			mask[i] = true
			wave = append(wave, int32(i))
		}
	}
	for len(wave) > 0 {
		i := int(wave[len(wave)-1])
		wave = wave[:len(wave)-1]
		for _, k := range contrasts.around(i, &memory) {
			if !mask[k] && l.distance[k] <= limit && kept[l.nearest[k]] && float32(contrasts.pix[k]) >= floor {
				mask[k] = true
				wave = append(wave, int32(k))
			}
		}
	}
	return mask, floor
}
