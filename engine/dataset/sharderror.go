package dataset

const fetchAgain = "fetch it again"

// ShardError says what is wrong with one shard and what to do about it.
type ShardError struct {
	Shard    ShardInfo
	Expected string
	Received string
	Advice   string
}

func (e *ShardError) Error() string {
	return "shard " + e.Shard.Name + " (" + e.Shard.File + "): expected " + e.Expected +
		", received " + e.Received + "; " + e.Advice
}

// Missing is the error for a shard that could not be fetched or read at all.
func Missing(info ShardInfo, cause error) *ShardError {
	return &ShardError{info, "the file", "none (" + cause.Error() + ")", fetchAgain}
}
