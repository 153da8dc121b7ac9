package checkpoint

// Limits of a file. The largest network that spec accepts needs 16 MiB.
const (
	MaxFile      = 64 << 20 // bytes
	MaxHeader    = 1 << 20  // bytes of JSON
	MaxArrays    = 64
	MaxMetadata  = 64 // texts beside the arrays; a Checkpoint has up to 7
	MaxWord      = 64 // bytes of what is only a name in there, as a hash
	MaxRank      = 4
	MaxDimension = 65536
)
