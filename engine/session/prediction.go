package session

import (
	"fmt"
	"math"
	"slices"

	"convlab/engine"
	"convlab/engine/explain"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// answerPredict answers the last Predict, and its Question, from the weights of this
// moment. It may be called during a step.
func (s *Session) answerPredict() {
	if s.predict == nil || s.current == nil {
		return
	}
	c := s.predict
	s.predict = nil
	if !slices.Equal(c.Pixels, s.lastPixels) { // else the page asks about the same picture again
		s.lastPixels, s.lastPixelsTime = c.Pixels, s.config.Now()
	}
	n := s.current
	m := n.net.Model()
	if err := checkPixels(c.Pixels, m.Input.Size()); err != nil {
		s.fault("predict", wire.CauseCommand, err.Error())
		return
	}
	if c.Question != nil && n.explained == nil {
		n.explained = explain.New(n.view)
	}
	began := s.config.Now()
	n.view.Forward(engine.Batch{Rows: 1, Cols: len(c.Pixels), Stride: len(c.Pixels), Data: c.Pixels}, engine.Pass{Observe: true})
	a := wire.Activations{
		ID:     c.ID,
		Micros: float64(s.config.Now().Sub(began).Nanoseconds()) / 1000,
	}
	shapes, err := m.Shapes()
	if err != nil {
		panic("session: a built network has no shapes")
	}
	total := len(c.Pixels)
	for _, shape := range shapes {
		total += shape.Size()
	}
	a.Shapes = append([]spec.Shape{m.Input}, shapes...)
	a.Numbers = append(make([]float32, 0, total), c.Pixels...)
	for i := range shapes {
		a.Numbers = append(a.Numbers, n.view.Output(i).Data[:shapes[i].Size()]...)
	}
	for _, v := range c.Pixels {
		a.Ink = a.Ink || v != 0
	}
	s.config.Emit(a)
	if c.Question != nil {
		s.explain(c.ID, *c.Question, n, n.explained.Observe(c.Pixels))
	}
}

func checkPixels(pixels []float32, want int) error {
	if len(pixels) != want {
		return fmt.Errorf("expected %d pixels, received %d", want, len(pixels))
	}
	for i, v := range pixels {
		if math.IsNaN(float64(v)) || v < 0 || v > 1 {
			return fmt.Errorf("expected pixels of 0 to 1, received %v as pixel %d", v, i)
		}
	}
	return nil
}
