package main

import "convlab/wasm/view"

// staying says which of the cards of old notices still stand for those of now,
// in their order; those of now that follow get new ones. A card that stays is
// not touched: a live region says everything that is put into it.
func staying(old, now []view.Notice) []bool {
	stays := make([]bool, len(old))
	next := 0
	for i, notice := range old {
		if next < len(now) && notice == now[next] {
			stays[i] = true
			next++
		}
	}
	return stays
}
