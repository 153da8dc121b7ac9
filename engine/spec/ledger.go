package spec

// Row is one layer in the ledger of a model: what it makes and what it costs.
type Row struct {
	Name           string // Keras's, as in "conv2d_1"
	Layer          Layer
	Input, Output  Shape
	Weights        int   // trainable numbers
	MACs           int64 // multiply-adds for one image, forward
	ReceptiveField int   // side in input pixels of what one output number sees, padding included; 0: the whole picture
	Dropped        int   // input positions that no window reads, out of Input.H * Input.W
}

// Ledger lists every layer of a model whose Shapes follow each other.
//
// Receptive field r and jump j (Araujo et al. 2019, "Computing Receptive
// Fields of Convolutional Neural Networks"): r += (size-1)*j, j *= stride.
func (m Model) Ledger() ([]Row, error) {
	shapes, err := m.Shapes()
	if err != nil {
		return nil, err
	}
	names := m.Names()
	rows := make([]Row, len(m.Layers))
	in, field, jump, vector := m.Input, 1, 1, false
	for i, l := range m.Layers {
		r := Row{Name: names[i], Layer: l, Input: in, Output: shapes[i], Weights: int(weightCount(l, in)), MACs: l.MACs(in)}
		if w, ok := l.(Windowed); ok {
			v, h, err := w.Window(in)
			if err != nil {
				return nil, at(err, i)
			}
			field += (v.Size - 1) * jump
			jump *= v.Stride
			r.Dropped = in.H*in.W - (in.H-v.Uncovered)*(in.W-h.Uncovered)
		}
		if vector = vector || flattens(l); !vector {
			r.ReceptiveField = field
		}
		rows[i], in = r, shapes[i]
	}
	return rows, nil
}

// Total adds up the rows of a ledger.
func Total(rows []Row) (weights int, macs int64) {
	for _, r := range rows {
		weights += r.Weights
		macs += r.MACs
	}
	return weights, macs
}
