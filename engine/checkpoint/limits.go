package checkpoint

// Limits of a file. The largest network that spec accepts needs 16 MiB.
const (
	MaxFile      = 64 << 20 // bytes
	MaxHeader    = 1 << 20  // bytes of JSON
	MaxArrays    = 64
	MaxRank      = 4
	MaxDimension = 65536
)
