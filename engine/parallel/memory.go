package parallel

import (
	"encoding/binary"
	"fmt"
	"math"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// The offsets of the heads in the memory, in bytes.
const (
	taskOffset    = 64 // the transport uses the bytes before it
	resultOffset  = 128
	payloadOffset = resultOffset + 8 + 16*spec.MaxShards
)

// MemoryMap says where a task with its payload and a result with its nodes are in
// the block of memory that coordinator and worker share, or hand to each other.
// All offsets are in bytes; numbers are little-endian. Both sides compute the same
// map from the Setup.
type MemoryMap struct {
	Task, Result              int // the heads
	Pixels, Labels, Weights   int // the payload
	Gradients, GradientStride int // node 0, and the distance between nodes
	Size                      int // of the whole
}

// NewMemoryMap returns the map for a Setup that NewWorker accepts.
func NewMemoryMap(s Setup) MemoryMap {
	m := MemoryMap{
		Task: taskOffset, Result: resultOffset, Pixels: aligned(payloadOffset),
		GradientStride: aligned(4 * countWeights(s.Model)),
	}
	images := maxImages(s.Training)
	m.Labels = m.Pixels + aligned(images*dataset.Pixels)
	m.Weights = m.Labels + aligned(images)
	m.Gradients = m.Weights + m.GradientStride
	m.Size = m.Gradients + maxNodes(s.Training.Shards)*m.GradientStride
	m.Size = max(m.Size, m.Weights+4*engine.EvaluationBatchSize*engine.PredictionSize)
	return m
}

// Node returns the offset of a node of the result of t. Predictions overwrite the
// weights.
func (m MemoryMap) Node(t Task, node int) int {
	if t.Op != OpGradient {
		return m.Weights
	}
	return m.Gradients + node*m.GradientStride
}

// maxImages is the largest number of images of a payload.
func maxImages(t spec.Training) int { return max(t.BatchSize, engine.EvaluationBatchSize) }

// countWeights counts the weights of a valid model.
func countWeights(m spec.Model) (n int) {
	shapes, err := m.Shapes()
	if err != nil {
		panic("parallel: NewMemoryMap needs a valid model")
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

// aligned rounds up to a cache line.
func aligned(bytes int) int { return (bytes + 63) &^ 63 }

// TaskBytes is the length of a task's head.
const TaskBytes = 28

// Append appends the head of t, of TaskBytes, to b.
func (t Task) Append(b []byte) []byte {
	for _, v := range []int32{t.ID, t.Epoch, t.Step, t.Batch, t.First, t.End, int32(t.Op)} {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	return b
}

// ParseTask reads what Append wrote. It does not check whether a worker can
// execute the task; Worker.Buffers does.
func ParseTask(b []byte) (t Task, err error) {
	if len(b) != TaskBytes {
		return t, fmt.Errorf("parallel: expected a task of %d bytes, received %d", TaskBytes, len(b))
	}
	for i, v := range []*int32{&t.ID, &t.Epoch, &t.Step, &t.Batch, &t.First, &t.End, (*int32)(&t.Op)} {
		*v = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return t, nil
}

// ResultBytes is the largest length of a result's head.
const ResultBytes = payloadOffset - resultOffset

// Append appends the head of r, of at most ResultBytes, to b.
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

// ParseResult reads what Append wrote and ignores what follows.
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
