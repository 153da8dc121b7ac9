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

// Evaluation measures a network on test images, a few at a time, so that a
// worker can do something else between, and another can read some of them. It is
// of the weights at NewEvaluation: training may go on meanwhile.
type Evaluation struct {
	net    *Sequential
	set    *dataset.Set
	images []int32    // not taken yet
	taken  []*Portion // that do not count yet, in the order of their images

	x       Batch
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
	for n > 0 {
		p := e.Take(n)
		if p == nil {
			break
		}
		e.Measure(p)
		n -= p.Len()
	}
	return e.Done()
}

// Done reports whether all images are measured.
func (e *Evaluation) Done() bool { return len(e.images) == 0 && len(e.taken) == 0 }

// Take returns the next images, n of them at most, or nil when none is left.
// They are owed until Measure or Put.
func (e *Evaluation) Take(n int) *Portion {
	n = min(n, PortionRows, len(e.images))
	if n == 0 {
		return nil
	}
	p := &Portion{images: e.images[:n]}
	e.images, e.taken = e.images[n:], append(e.taken, p)
	return p
}

// Weights are those that are measured. They stay the evaluation's.
func (e *Evaluation) Weights() []float32 { return e.net.Weights() }

// Cut appends the pictures of p, as the set has them, for a worker without one.
func (e *Evaluation) Cut(p *Portion, pixels []byte) []byte {
	for _, i := range p.images {
		pixels = append(pixels, e.set.Pixels(int(i))...)
	}
	return pixels
}

// Measure answers p with the evaluation's own network.
func (e *Evaluation) Measure(p *Portion) {
	resize(&e.x, p.Len(), dataset.Pixels)
	e.set.Gather(p.images, e.x.Data, nil)
	e.Put(p, e.net.Answers(e.x, nil))
}

// Put answers p with what a network with the same weights says of its Cut. An
// answer more for the same images is passed over.
func (e *Evaluation) Put(p *Portion, answers []float32) {
	if len(answers) != p.Len()*AnswerSize {
		panic("engine: Put needs Answers for each image of the portion")
	}
	p.answers = answers
	for len(e.taken) > 0 && len(e.taken[0].answers) > 0 { // in order, so that who answered when leaves no trace
		e.count(e.taken[0])
		e.taken = e.taken[1:]
	}
}

// count adds up the images of an answered portion.
func (e *Evaluation) count(p *Portion) {
	classes := p.Len() * spec.Classes
	z := Batch{Rows: p.Len(), Cols: spec.Classes, Stride: spec.Classes, Data: p.answers[:classes]}
	y := z
	y.Data = p.answers[classes:]
	for i, image := range p.images {
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
		e.sums.Add(one) // image by image, so that how Next was called leaves no trace
	}
}

// Results returns the measurements so far. Mistakes may be appended to later.
func (e *Evaluation) Results() Results {
	r := e.results
	r.Loss, r.Accuracy, r.Count = e.sums.MeanLoss(), e.sums.Accuracy(), e.sums.Count
	return r
}
