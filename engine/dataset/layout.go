package dataset

// A Part says which pictures of a split a shard holds, by a rule: from First
// on, Take pictures of every Stride, Count in all.
type Part struct {
	Name   string `json:"name"`
	Split  Split  `json:"set"`
	First  int    `json:"first"`
	Take   int    `json:"take"`
	Stride int    `json:"stride"`
	Count  int    `json:"count"`
}

// Index returns the index in the split of the shard's picture k.
func (p Part) Index(k int) int { return p.First + k/p.Take*p.Stride + k%p.Take }

// Indices returns the indices in the split of all pictures of the part.
func (p Part) Indices() []int32 {
	all := make([]int32, p.Count)
	for k := range all {
		all[k] = int32(p.Index(k))
	}
	return all
}

// Layout returns the shards that are shipped, in the order in which a page
// wants them. It is the one source of the edges: the packer cuts by it and
// Blocks orders epoch 0 by it.
//
// The first shard is small so that training starts after 144 KB. The first
// test shard takes every tenth picture because the first half of the test set
// is harder than the second: the first thousand would be no sample of it.
func Layout() []Part {
	return []Part{
		{"train-00000", Train, 0, 1, 1, 1_000},
		{"test-tenth", Test, 0, 1, 10, 1_000},
		{"train-01000", Train, 1_000, 1, 1, 4_000},
		{"train-05000", Train, 5_000, 1, 1, 5_000},
		{"train-10000", Train, 10_000, 1, 1, 10_000},
		{"train-20000", Train, 20_000, 1, 1, 10_000},
		{"train-30000", Train, 30_000, 1, 1, 10_000},
		{"train-40000", Train, 40_000, 1, 1, 10_000},
		{"train-50000", Train, 50_000, 1, 1, 10_000},
		{"test-rest", Test, 1, 9, 10, 9_000},
	}
}

// Blocks returns the ends of the training shards, ascending: 1,000, 5,000,
// 10,000, then every 10,000 up to 60,000.
func Blocks() []int {
	var ends []int
	for _, p := range Layout() {
		if p.Split == Train {
			ends = append(ends, p.First+p.Count)
		}
	}
	return ends
}

// TestSample returns the indices of the 1,000 test pictures of the first test
// shard, for an estimate of the accuracy before the rest has arrived.
func TestSample() []int32 {
	for _, p := range Layout() {
		if p.Split == Test {
			return p.Indices()
		}
	}
	return nil
}

// TestAll returns the indices of all 10,000 test pictures.
func TestAll() []int32 {
	return Part{Take: 1, Stride: 1, Count: Test.Size()}.Indices()
}
