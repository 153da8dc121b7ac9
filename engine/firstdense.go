package engine

// firstDense says where the first layer of a network lies in a flat vector: its
// kernel [in units] at 0, and its bias behind it.
type firstDense struct{ index, in, units int }

// size counts the layer's weights.
func (f firstDense) size() int { return (f.in + 1) * f.units }

// shares reports whether the first layer of s can be shared out by Units, and
// is better so: it is most of the work, and it takes whole panels.
func (s *Sequential) shares() (firstDense, bool) {
	if !s.joins() {
		return firstDense{}, false
	}
	for _, op := range s.ops[:s.learns] {
		if _, ok := op.(flatten); !ok {
			return firstDense{}, false
		}
	}
	d, ok := s.ops[s.learns].(*dense)
	if !ok || d == s.head {
		return firstDense{}, false
	}
	f := firstDense{s.learns, d.w.Rows, d.w.Cols}
	return f, f.units >= 2*UnitsTogether && f.units%UnitsTogether == 0 && 4*f.size() >= 3*len(s.weights)
}

// cut copies the part of a flat vector that is of the units [first, end).
func (f firstDense) cut(flat []float32, first, end int, part []float32) {
	n := end - first
	for i := range f.in + 1 {
		copy(part[i*n:][:n], flat[i*f.units+first:])
	}
}

// paste undoes cut.
func (f firstDense) paste(flat []float32, first, end int, part []float32) {
	n := end - first
	for i := range f.in + 1 {
		copy(flat[i*f.units+first:], part[i*n:][:n])
	}
}
