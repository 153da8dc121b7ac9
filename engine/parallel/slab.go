package parallel

import (
	"encoding/binary"
	"fmt"
	"math"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// The places of the heads in a Slab.
const (
	slabTask   = 64 // the transport keeps its own numbers before it
	slabResult = 128
	slabLoad   = slabResult + 8 + 16*spec.MaxShards
)

// MemoryMap says where in a block of memory, which coordinator and worker hand to
// and fro, a task lies and where its result. Numbers are little-endian. It is
// the same on both sides because it is a function of Setup.
type MemoryMap struct {
	Task, Result              int // places of the heads, in bytes
	Pixels, Labels, Weights   int // of the load
	Gradients, GradientStride int // of node 0, and from one node to the next
	Size                      int // of the whole
}

// NewMemoryMap returns the slab of a training that NewWorker accepts.
func NewMemoryMap(s Setup) MemoryMap {
	weights := parameters(s.Model)
	l := MemoryMap{Task: slabTask, Result: slabResult, Pixels: aligned(slabLoad), GradientStride: aligned(4 * weights)}
	pictures := mostPictures(s.Training)
	l.Labels = l.Pixels + aligned(pictures*dataset.Pixels)
	l.Weights = l.Labels + aligned(pictures)
	l.Gradients = l.Weights + l.GradientStride
	l.Size = l.Gradients + maxNodes(s.Training.Shards)*l.GradientStride
	l.Size = max(l.Size, l.Weights+4*engine.EvaluationBatchSize*engine.PredictionSize)
	return l
}

// Node is the place of a node of the result of t. What is no gradient of shards
// takes the place of the load.
func (l MemoryMap) Node(t Task, node int) int {
	if t.Op != OpGradient {
		return l.Weights
	}
	return l.Gradients + node*l.GradientStride
}

// mostPictures is how many a task comes with at most.
func mostPictures(t spec.Training) int { return max(t.BatchSize, engine.EvaluationBatchSize) }

// parameters counts the weights of a model that was checked.
func parameters(m spec.Model) (n int) {
	shapes, err := m.Shapes()
	if err != nil {
		panic("parallel: NewSlab needs a model that works")
	}
	in := m.Input
	for i, l := range m.Layers {
		for _, w := range l.Weights(in) {
			n += w.Size()
		}
		in = shapes[i]
	}
	return n
}

// aligned rounds up to a line of the cache.
func aligned(bytes int) int { return (bytes + 63) &^ 63 }

// TaskBytes is the length of a task's head.
const TaskBytes = 28

// Append appends the head of a task, TaskBytes long.
func (t Task) Append(b []byte) []byte {
	for _, v := range []int32{t.ID, t.Epoch, t.Step, t.Batch, t.First, t.End, int32(t.Op)} {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	return b
}

// ParseTask reads what Append wrote. Worker.Load says whether it can be done.
func ParseTask(b []byte) (t Task, err error) {
	if len(b) != TaskBytes {
		return t, fmt.Errorf("parallel: expected a task of %d bytes, received %d", TaskBytes, len(b))
	}
	for i, v := range []*int32{&t.ID, &t.Epoch, &t.Step, &t.Batch, &t.First, &t.End, (*int32)(&t.Op)} {
		*v = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return t, nil
}

// ResultBytes is the room for a result's head.
const ResultBytes = slabLoad - slabResult

// Append appends the head of a result, at most ResultBytes long.
func (r Result) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(r.ID))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(r.Sums)))
	for _, s := range r.Sums {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(s.Loss))
		b = binary.LittleEndian.AppendUint32(b, uint32(s.Correct))
		b = binary.LittleEndian.AppendUint32(b, uint32(s.Count))
	}
	return b
}

// ParseResult reads what Append wrote, with anything behind it.
func ParseResult(b []byte) (r Result, err error) {
	const head, each = 8, 16
	if len(b) < head {
		return r, fmt.Errorf("parallel: expected a result of at least %d bytes, received %d", head, len(b))
	}
	r.ID = int32(binary.LittleEndian.Uint32(b))
	n := binary.LittleEndian.Uint32(b[4:])
	if n > spec.MaxShards || len(b) < head+each*int(n) {
		return Result{}, fmt.Errorf("parallel: expected a result of at most %d nodes in %d bytes, received %d nodes", spec.MaxShards, len(b), n)
	}
	for i := range int(n) {
		at := b[head+each*i:]
		r.Sums = append(r.Sums, engine.Sums{
			Loss:    math.Float64frombits(binary.LittleEndian.Uint64(at)),
			Correct: int(int32(binary.LittleEndian.Uint32(at[8:]))),
			Count:   int(int32(binary.LittleEndian.Uint32(at[12:]))),
		})
	}
	return r, nil
}
