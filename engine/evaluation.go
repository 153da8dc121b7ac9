package engine

import (
	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// Results say how well a network reads test images.
type Results struct {
	Loss      float64                         // mean cross-entropy, in nats
	Accuracy  float64                         // 0 to 1
	Count     int                             // images so far
	Confusion [spec.Classes][spec.Classes]int // [label][predicted]
	Mistakes  []Mistake                       // in the order of the images
}

// Mistake is one image that was misread.
type Mistake struct {
	Index       int32   // in the test set
	Label       uint8   // what it is
	Predicted   uint8   // what the network takes it for
	Probability float32 // of Predicted, 0 to 1
}

// maxEvaluationRows bounds the buffers of an evaluation, whatever Next is asked.
const maxEvaluationRows = 64

// Evaluation measures a network on test images, a few at a time, so that a
// worker can do something else between. It is of the weights at NewEvaluation:
// training may go on meanwhile.
type Evaluation struct {
	net    *Sequential
	set    *dataset.Set
	images []int32 // not measured yet

	x       Batch
	labels  []uint8
	sums    Sums
	results Results
}

// NewEvaluation begins an evaluation of net on images of the test set, which
// must have arrived. images stays the caller's and must not change.
func NewEvaluation(net *Sequential, set *dataset.Set, images []int32) *Evaluation {
	return &Evaluation{net: net.Snapshot(), set: set, images: images}
}

// Next measures up to n more images and reports whether all are done.
func (e *Evaluation) Next(n int) (done bool) {
	for n > 0 && len(e.images) > 0 {
		rows := min(n, maxEvaluationRows, len(e.images))
		e.measure(e.images[:rows])
		e.images = e.images[rows:]
		n -= rows
	}
	return len(e.images) == 0
}

func (e *Evaluation) measure(images []int32) {
	resize(&e.x, len(images), dataset.Pixels)
	e.labels = grow(e.labels, len(images))
	e.set.Gather(images, e.x.Data, e.labels)
	p := e.net.Forward(e.x, Pass{Unseen: true})
	for i, label := range e.labels {
		probabilities := row(p, i)
		predicted := argmax(probabilities)
		one := Sums{Loss: e.net.loss(i, label), Count: 1}
		if predicted == int(label) {
			one.Correct = 1
		} else {
			e.results.Mistakes = append(e.results.Mistakes, Mistake{
				Index: images[i], Label: label, Predicted: uint8(predicted), Probability: probabilities[predicted],
			})
		}
		e.results.Confusion[label][predicted]++
		e.sums.Add(one) // image by image, so that how Next was called leaves no trace
	}
}

// Results returns the measurements so far. Mistakes may be appended to by Next.
func (e *Evaluation) Results() Results {
	r := e.results
	r.Loss, r.Accuracy, r.Count = e.sums.MeanLoss(), e.sums.Accuracy(), e.sums.Count
	return r
}
