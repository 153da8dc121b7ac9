package kernel

// What functions panic with: always a constant string.
const (
	shortX       = "kernel: short x"
	shortY       = "kernel: short y"
	shortW       = "kernel: short w"
	shortB       = "kernel: short b"
	shortDX      = "kernel: short dx"
	shortDY      = "kernel: short dy"
	shortDW      = "kernel: short dw"
	shortDB      = "kernel: short db"
	shortArgmax  = "kernel: short argmax"
	shortScratch = "kernel: short scratch"

	shortSource   = "kernel: source shorter than destination"
	shortGradient = "kernel: gradient and output differ in length"
	shortState    = "kernel: weights, gradient and state differ in length"
	shortSparse   = "kernel: short operand of a sparse product"
	shortPairwise = "kernel: short operand of a sum over shards"

	badWindow  = "kernel: impossible window"
	badFilters = "kernel: filters < 1"
	badShards  = "kernel: shards must be a power of two, 256 at most"
	notFusable = "kernel: convolution and pooling that cannot be fused"
)

// need panics with short where have is less than want.
func need(have, want int, short string) {
	if have < want {
		panic(short)
	}
}
