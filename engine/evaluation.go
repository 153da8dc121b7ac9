package engine

import (
	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// Results summarise how well a network classifies test images.
type Results struct {
	Loss      float64                         // mean cross-entropy, in nats
	Accuracy  float64                         // 0 to 1
	Count     int                             // images so far
	Confusion [spec.Classes][spec.Classes]int // [label][predicted]
	Mistakes  []Mistake                       // in the order of the images
}

// Mistake is one misclassified image.
type Mistake struct {
	Index       int32   // in the test set
	Label       uint8   // what it is
	Predicted   uint8   // the likeliest class
	Probability float32 // of Predicted, 0 to 1
}

// Evaluate measures net on images of set, all of which must have arrived.
// Evaluation does the same in batches.
func Evaluate(net *Sequential, set *dataset.Set, images []int32) Results {
	e := NewEvaluation(net, set, images)
	e.Next(len(images))
	return e.Results()
}

// Evaluation measures a network on test images batch by batch, so that a worker
// can do something else in between and other workers can predict some of the
// batches. It copies the weights at NewEvaluation: training may continue
// meanwhile.
type Evaluation struct {
	net    *Sequential
	set    *dataset.Set
	images []int32            // not taken yet
	taken  []*EvaluationBatch // not counted yet, in the order of their images

	x       Batch
	sums    Sums
	results Results
}

// EvaluationBatchSize is the largest number of images in an EvaluationBatch.
const EvaluationBatchSize = 64

// EvaluationBatch is some consecutive images of an Evaluation. They count as
// soon as they and all images before them have predictions.
type EvaluationBatch struct {
	images      []int32
	predictions []float32 // from Sequential.AppendPredictions; empty: none yet
}

// Len returns the number of images, at most EvaluationBatchSize.
func (b *EvaluationBatch) Len() int { return len(b.images) }

// PredictionSize is the number of values that AppendPredictions adds per image:
// the logits and the probabilities.
const PredictionSize = 2 * spec.Classes

// AppendPredictions appends the network's predictions for x, rows x inputs:
// rows x classes logits, then rows x classes probabilities.
func (s *Sequential) AppendPredictions(predictions []float32, x Batch) []float32 {
	p := s.Forward(x, Pass{})
	return append(append(predictions, s.head.z.Data...), p.Data...)
}

// NewEvaluation begins an evaluation of net on images of set, all of which must
// have arrived. The caller must not change images.
func NewEvaluation(net *Sequential, set *dataset.Set, images []int32) *Evaluation {
	return &Evaluation{net: net.Snapshot(), set: set, images: images}
}

// Next measures up to n more images and reports whether all are done.
func (e *Evaluation) Next(n int) (done bool) {
	for n > 0 {
		b := e.Take(n)
		if b == nil {
			break
		}
		e.Predict(b)
		n -= b.Len()
	}
	return e.Done()
}

// Done reports whether all images are measured.
func (e *Evaluation) Done() bool { return len(e.images) == 0 && len(e.taken) == 0 }

// Take returns a batch of the next images, at most n of them, or nil when none
// is left. Each batch needs Predict or Put before the evaluation is done.
func (e *Evaluation) Take(n int) *EvaluationBatch {
	n = min(n, EvaluationBatchSize, len(e.images))
	if n == 0 {
		return nil
	}
	b := &EvaluationBatch{images: e.images[:n]}
	e.images, e.taken = e.images[n:], append(e.taken, b)
	return b
}

// Weights returns the weights being measured. The caller must not change them.
func (e *Evaluation) Weights() []float32 { return e.net.Weights() }

// AppendPixels appends the pixels of b's images, dataset.Pixels bytes each, for
// a worker that has no set.
func (e *Evaluation) AppendPixels(pixels []byte, b *EvaluationBatch) []byte {
	for _, i := range b.images {
		pixels = append(pixels, e.set.Pixels(int(i))...)
	}
	return pixels
}

// Predict computes b's predictions with the evaluation's own network.
func (e *Evaluation) Predict(b *EvaluationBatch) {
	resize(&e.x, b.Len(), dataset.Pixels)
	e.set.Gather(b.images, e.x.Data, nil)
	e.Put(b, e.net.AppendPredictions(nil, e.x))
}

// Put gives b the predictions of a network with the same weights for the pixels
// of AppendPixels, laid out as AppendPredictions does. Predictions for a batch
// that already has them are ignored. It panics unless there are PredictionSize
// values per image.
func (e *Evaluation) Put(b *EvaluationBatch, predictions []float32) {
	if len(predictions) != b.Len()*PredictionSize {
		panic("engine: Put needs PredictionSize values for each image of the batch")
	}
	b.predictions = predictions
	for len(e.taken) > 0 && len(e.taken[0].predictions) > 0 { // in image order, whatever the order of arrival
		e.count(e.taken[0])
		e.taken = e.taken[1:]
	}
}

// count adds the images of a predicted batch to the results.
func (e *Evaluation) count(b *EvaluationBatch) {
	n := b.Len() * spec.Classes
	z := Batch{Rows: b.Len(), Cols: spec.Classes, Stride: spec.Classes, Data: b.predictions[:n]}
	y := z
	y.Data = b.predictions[n:]
	for i, image := range b.images {
		label, probabilities := e.set.Label(int(image)), row(y, i)
		predicted := argmax(probabilities)
		one := Sums{Loss: rowLoss(row(z, i), label), Count: 1}
		if predicted == int(label) {
			one.Correct = 1
		} else {
			e.results.Mistakes = append(e.results.Mistakes, Mistake{
				Index: image, Label: label, Predicted: uint8(predicted), Probability: probabilities[predicted],
			})
		}
		e.results.Confusion[label][predicted]++
		e.sums.Add(one) // image by image: the sum does not depend on the batches
	}
}

// Results returns the measurements so far. A later batch may append to the
// array of Mistakes.
func (e *Evaluation) Results() Results {
	r := e.results
	r.Loss, r.Accuracy, r.Count = e.sums.MeanLoss(), e.sums.Accuracy(), e.sums.Count
	return r
}
