package dataset

// A Subset is the images of a split that a shard holds: Count images, namely the
// first Take of every Stride from First on.
type Subset struct {
	Name   string `json:"name"`
	Split  Split  `json:"set"`
	First  int    `json:"first"`
	Take   int    `json:"take"`
	Stride int    `json:"stride"`
	Count  int    `json:"count"`
}

// Index returns the index in the split of the subset's image k.
func (s Subset) Index(k int) int { return s.First + k/s.Take*s.Stride + k%s.Take }

// Indices returns the indices in the split of all images of the subset.
func (s Subset) Indices() []int32 {
	all := make([]int32, s.Count)
	for k := range all {
		all[k] = int32(s.Index(k))
	}
	return all
}

// Shards lists the shards that are shipped, in the order in which a page fetches
// them. The packer cuts by this list, and Blocks orders epoch 0 by it.
//
// The first shard is small so that training starts after 144 KB. The first test
// shard takes every tenth image because the first half of the test set is harder
// than the second, so that the first thousand would be a biased sample.
func Shards() []Subset {
	return []Subset{
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

// Blocks returns the ends of the training shards in ascending order: 1,000, 5,000,
// 10,000, then every 10,000 up to 60,000.
func Blocks() []int {
	var ends []int
	for _, s := range Shards() {
		if s.Split == Train {
			ends = append(ends, s.First+s.Count)
		}
	}
	return ends
}

// TestSample returns the indices of the 1,000 images of the first test shard, which
// estimate the accuracy before the others have arrived.
func TestSample() []int32 {
	for _, s := range Shards() {
		if s.Split == Test {
			return s.Indices()
		}
	}
	return nil
}

// TestAll returns the indices of all 10,000 test images.
func TestAll() []int32 {
	return Subset{Take: 1, Stride: 1, Count: Test.Size()}.Indices()
}
