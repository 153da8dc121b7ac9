package parallel

// MaxWorkers bounds the crew, the trainer's own thread included.
const MaxWorkers = 8

// DefaultWorkers is how many should train on a machine of so many cores: one core is
// left for the page when there are three or more.
func DefaultWorkers(cores int) int {
	if cores <= 2 {
		return max(cores, 1)
	}
	return min(cores-1, MaxWorkers)
}

// cut returns what participant k of a step has of n shards or units: [first, end).
func cut(n, workers, k int) (first, end int) {
	return n * k / workers, n * (k + 1) / workers
}
