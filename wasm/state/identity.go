package state

import "slices"

// A layer with weights keeps its identity while others are put in or taken out,
// so that it keeps its weights. Identities stay in this visit: in files and links
// there are none.

// layers are the identities of the layers with weights, in their order.
func (s *Settings) layers() (list []int) {
	for _, b := range s.Blocks {
		list = append(list, b.id)
	}
	if s.Units > 0 {
		list = append(list, s.hidden)
	}
	return append(list, s.output)
}

// identify takes the k-th layer with weights for the k-th of layers. Those beyond
// are new.
func (s *Settings) identify(layers []int) {
	k, unused := 0, 0
	if len(layers) > 0 {
		unused = slices.Max(layers) + 1
	}
	next := func() int {
		if k < len(layers) {
			k++
			return layers[k-1]
		}
		unused++
		return unused - 1
	}
	for i := range s.Blocks {
		s.Blocks[i].id = next()
	}
	if s.Units > 0 {
		s.hidden = next()
	}
	s.output = next()
	if s.Units == 0 { // one that is put in is new
		k = len(layers)
		s.hidden = next()
	}
}

// unused is an identity that neither the controls nor the learned network have.
func (s *State) unused() int {
	return slices.Max(append(append(s.Draft.layers(), s.Draft.hidden), s.Network.LearnedLayers...)) + 1
}
