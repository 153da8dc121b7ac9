package parallel

// MaxWorkers bounds the crew, the trainer's own thread included.
const MaxWorkers = 8

// Workers is how many should train on a machine of so many cores: one core is
// left for the page when there are three or more.
func Workers(cores int) int {
	if cores <= 2 {
		return max(cores, 1)
	}
	return min(cores-1, MaxWorkers)
}

// share returns the shards [first, end) of participant k of a step.
func share(shards, workers, k int) (first, end int) {
	return shards * k / workers, shards * (k + 1) / workers
}
