package kernel

// treeProduct is the work of a gatherTree: a product of panelColumns columns whose sums are taken shard by shard, and the shards' in
// pairs, those in pairs, and so on.
//
//	c[r*cStep+j] = sum_s sum_i terms[i].value * b[terms[i].at + j]        0 <= r < rows, 0 <= j < panelColumns
//
// List (s, r) of terms goes from starts[s*rows+r] to where the next begins. shards is a power of two. What c held is of no importance.
type treeProduct struct {
	terms  []term
	starts []int32
	b, c   []float32

	rows, shards, cStep int
}

// treeLevels bounds the depth of a tree.
const treeLevels = 8

const (
	badShards = "kernel: shards must be a power of two, 256 at most"
	shortTree = "kernel: short operand of a sum over shards"
)

// gatherTreeScalar is the contract of every gatherTree, and the copy to read: shards are added as a binary counter carries. Each sum
// begins at 0; products and sums are rounded one by one.
func gatherTreeScalar(p *treeProduct) {
	p.check()
	var levels [treeLevels + 1][panelColumns]float32 // levels[i] is the sum of 2^i shards where bit i of s is 1
	for r := range p.rows {
		var sum [panelColumns]float32
		for s := range p.shards {
			clear(sum[:])
			at := s*p.rows + r
			for _, t := range p.terms[p.starts[at]:p.starts[at+1]] {
				addScaledScalar(sum[:], t.value, p.b[t.at:])
			}
			level := 0
			for ; s>>level&1 == 1; level++ {
				addScalar(sum[:], levels[level][:])
			}
			levels[level] = sum
		}
		copy(p.c[r*p.cStep:], sum[:])
	}
}

func (p *treeProduct) check() {
	if p.shards < 1 || p.shards > 1<<treeLevels || p.shards&(p.shards-1) != 0 {
		panic(badShards)
	}
	need(len(p.starts), p.rows*p.shards+1, shortTree)
	if p.rows > 0 {
		need(len(p.c), (p.rows-1)*p.cStep+panelColumns, shortTree)
	}
}
