package spec

// Cost is what a network has to learn and to compute, or by how much two differ.
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

// Less is c - other.
func (c Cost) Less(other Cost) Cost { return Cost{c.Weights - other.Weights, c.MACs - other.MACs} }

// CostChange returns by how much next costs more than now: below 0 is cheaper.
// It counts whole networks, because what one layer makes is what the next one
// reads: a larger window may cost less.
func CostChange(now, next Model) (Cost, error) {
	before, err := now.Cost()
	if err != nil {
		return Cost{}, err
	}
	after, err := next.Cost()
	if err != nil {
		return Cost{}, err
	}
	return after.Less(before), nil
}
