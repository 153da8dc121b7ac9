package engine

// Backward follows Forward: it adds the gradients of scale * sum of the rows'
// categorical cross-entropies to Gradient, and returns the unscaled sums.
// scale is 1/batch size for the gradient of the mean loss. It panics unless
// there is a label below 10 for each row of the last Forward.
func (s *Sequential) Backward(labels []uint8, scale float32) Sums {
	sums, err := s.backward(labels, scale)
	if err != nil {
		panic("engine: " + err.Error())
	}
	return sums
}

func (s *Sequential) backward(labels []uint8, scale float32) (Sums, error) {
	start := s.times.now()
	resize(&s.dz, s.head.z.Rows, s.head.z.Cols)
	sums, err := s.crossentropy(labels, scale)
	if err != nil {
		return Sums{}, err
	}
	dx := s.dz
	for i := len(s.ops) - 1; i >= s.learns; i-- {
		dx = s.ops[i].Backward(dx)
		took, now := s.times.since(start)
		s.times.layers[i].Backward += took
		start = now
	}
	return sums, nil
}

// crossentropy overwrites dz and adds the shards' sums in the order of a Tree.
func (s *Sequential) crossentropy(labels []uint8, scale float32) (Sums, error) {
	z, y := s.head.z, s.head.y
	if len(s.cuts) == 0 || len(labels) != z.Rows {
		return crossentropy(z, y, labels, scale, s.dz)
	}
	s.sums = s.sums[:0]
	for k, first := range s.cuts[:len(s.cuts)-1] {
		end := s.cuts[k+1]
		sums, err := crossentropy(rows(z, first, end), rows(y, first, end), labels[first:end], scale, rows(s.dz, first, end))
		if err != nil {
			return Sums{}, err
		}
		s.sums = append(s.sums, sums)
	}
	return fold(s.sums), nil
}
