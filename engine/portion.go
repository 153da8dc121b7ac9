package engine

import "convlab/engine/spec"

// PortionRows is the most images of a Portion.
const PortionRows = 64

// Portion is some images of an Evaluation, which count as soon as they and all
// before them are answered.
type Portion struct {
	images  []int32
	answers []float32 // as of Sequential.Answers; empty: none yet
}

// Len is the count of images, at most PortionRows.
func (p *Portion) Len() int { return len(p.images) }

// Answers are what the network says of pictures x, appended to answers:
// rows x classes logits, then as many probabilities.
func (s *Sequential) Answers(x Batch, answers []float32) []float32 {
	p := s.Forward(x, Pass{})
	return append(append(answers, s.head.z.Data...), p.Data...)
}

// AnswerSize is how many numbers Answers has for a picture.
const AnswerSize = 2 * spec.Classes
