package spec

// Row is one layer in the ledger of a model: its output and its cost.
type Row struct {
	Name           string // Keras's, as in "conv2d_1"
	Layer          Layer
	Input, Output  Shape
	Weights        int   // trainable numbers
	MACs           int64 // multiply-adds for one image, forward
	ReceptiveField int   // side, in input pixels, of the square that one output number sees, padding included; 0: the whole image
	Jump           int   // input pixels between the squares of neighbouring output numbers; 0: the whole image
	Dropped        int   // input positions that no window reads, out of Input.H * Input.W
}

// Ledger lists the layers of a model. The error is that of Shapes.
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
			r.Dropped = in.H*in.W - (in.H-v.Dropped)*(in.W-h.Dropped)
		}
		if vector = vector || flattens(l); !vector {
			r.ReceptiveField, r.Jump = field, jump
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

// Cost is the size of a network, or the difference between two.
type Cost struct {
	Weights int   // trainable numbers
	MACs    int64 // multiply-adds for one image, forward
}

// Cost adds up the ledger of a model. The error is that of Shapes.
func (m Model) Cost() (Cost, error) {
	rows, err := m.Ledger()
	if err != nil {
		return Cost{}, err
	}
	weights, macs := Total(rows)
	return Cost{weights, macs}, nil
}

// Sub returns c - other.
func (c Cost) Sub(other Cost) Cost { return Cost{c.Weights - other.Weights, c.MACs - other.MACs} }

// CostChange returns by how much next costs more than now: below 0 is cheaper.
// It compares whole networks, because the output of one layer is the input of
// the next: a larger window may cost less.
func CostChange(now, next Model) (Cost, error) {
	before, err := now.Cost()
	if err != nil {
		return Cost{}, err
	}
	after, err := next.Cost()
	if err != nil {
		return Cost{}, err
	}
	return after.Sub(before), nil
}
