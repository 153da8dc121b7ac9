package engine

// Backward follows a Forward. It adds to Gradient the gradients of scale * sum
// of the rows' categorical cross-entropies, and returns the unscaled sums. A
// scale of 1/rows gives the gradient of the mean loss. It panics unless each row
// of the last Forward has a label below 10.
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
	first := s.firstWeights
	if s.observes {
		first = 0
	}
	for i := len(s.ops) - 1; i >= first; i-- {
		if s.observes {
			s.observe(i, dx)
		}
		dx = s.ops[i].Backward(dx)
		took, now := s.times.lap(start)
		s.times.layers[i].Backward += took
		start = now
	}
	return sums, nil
}

// OutputGradient returns the gradient of Backward's loss, scale * sum of the
// cross-entropies, by the Output of layer i, rows x its output size. For the last
// layer it is the gradient by the logits, scale * (softmax - one-hot label):
// softmax and loss are differentiated together. It is overwritten by the next
// Forward. It panics unless the last Forward had Pass.Observe and a Backward
// followed it.
func (s *Sequential) OutputGradient(i int) Batch {
	if len(s.outputGradients) == 0 {
		panic("engine: OutputGradient needs a Forward with Pass.Observe and a Backward that follows it")
	}
	return s.outputGradients[i]
}

// observe copies dy, the gradient by the output of layer i, because the layer
// may overwrite it. Backward calls it from the last layer to the first.
func (s *Sequential) observe(i int, dy Batch) {
	s.outputGradients = grow(s.outputGradients, len(s.ops))
	resize(&s.outputGradients[i], dy.Rows, dy.Cols)
	copy(s.outputGradients[i].Data, dy.Data)
}

// crossentropy overwrites dz and adds the shards' sums in the order of a
// Reduction.
func (s *Sequential) crossentropy(labels []uint8, scale float32) (Sums, error) {
	z, y := s.head.z, s.head.y
	if len(s.offsets) == 0 || len(labels) != z.Rows {
		return crossentropy(z, y, labels, scale, s.dz)
	}
	s.sums = s.sums[:0]
	for k, first := range s.offsets[:len(s.offsets)-1] {
		end := s.offsets[k+1]
		sums, err := crossentropy(rows(z, first, end), rows(y, first, end), labels[first:end], scale, rows(s.dz, first, end))
		if err != nil {
			return Sums{}, err
		}
		s.sums = append(s.sums, sums)
	}
	return reduceSums(s.sums), nil
}
