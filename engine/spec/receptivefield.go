package spec

import "fmt"

// ReceptiveField returns what the number of a layer at that row and column depends on:
// regions[0] of the input, regions[i+1] of the output of layer i, up to the number
// itself in regions[layer+1]. It is an error if the model has no such number.
//
// A layer with a window of size k, stride s and b rows of zeros before its input reads,
// for the rows [first, last] of its output,
//
//	[first*s - b, last*s - b + k - 1]
//
// of its input, and columns likewise. Regions may reach into the padding; each one is
// clipped to its maps before it is followed further back. A vector depends on all of its
// input. Where a stride is larger than its window, a region also contains rows and columns
// that no window reads: see Span.Unread.
func (m Model) ReceptiveField(layer, row, column int) (regions []Region, err error) {
	shapes, err := m.Shapes()
	if err != nil {
		return nil, err
	}
	if layer < 0 || layer >= len(shapes) || !shapes[layer].Contains(Cell{Row: row, Column: column}) {
		return nil, fmt.Errorf("spec: expected a number of the model's %d layers, received row %d, column %d of layer %d", len(shapes), row, column, layer)
	}
	regions = make([]Region, layer+2)
	regions[layer+1] = Region{Interval{row, row}, Interval{column, column}}
	for i := layer; i >= 0; i-- {
		in := m.Input
		if i > 0 {
			in = shapes[i-1]
		}
		if regions[i], err = inputRegion(m.Layers[i], in, regions[i+1].Clip(shapes[i])); err != nil {
			return nil, err
		}
	}
	return regions, nil
}

// inputRegion returns what a layer reads of its input for a region of its output.
func inputRegion(l Layer, in Shape, out Region) (Region, error) {
	switch l := l.(type) {
	case Windowed:
		rows, cols, err := l.Window(in)
		return Region{rows.input(out.Rows), cols.input(out.Columns)}, err
	case Dropout:
		return out, nil
	}
	return in.Whole(), nil
}

// input returns what the windows of some outputs read, padding included.
func (s Span) input(out Interval) Interval {
	return Interval{s.Window(out.First).First, s.Window(out.Last).Last}
}

// Window returns the positions that output i reads, padding included.
func (s Span) Window(i int) Interval {
	first := i*s.Stride - s.Before
	return Interval{first, first + s.Size - 1}
}

// Unread lists the positions of the input that no window reads: Dropped of them, in
// rising order.
func (s Span) Unread() (positions []int) {
	next := 0
	for i := range s.Out {
		w := s.Window(i).Clip(s.In)
		for ; next < w.First; next++ {
			positions = append(positions, next)
		}
		next = max(next, w.Last+1)
	}
	for ; next < s.In; next++ {
		positions = append(positions, next)
	}
	return positions
}
