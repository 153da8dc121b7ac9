package layout

import (
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// open is a page whose worker has the note's convnet.
func open(t *testing.T, origin wire.Origin) *state.State {
	t.Helper()
	s := state.New()
	s.Update(state.Found{})
	s.Update(state.Claimed{Mine: true})
	s.Update(state.WorkerStarted{})
	s.Update(wire.Hello{Build: "test"})
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: origin})
	return s
}

// answer gives s what a worker would: numbers that rise through every layer.
func answer(s *state.State) {
	shapes, _ := s.Network.Model.Shapes()
	all := append([]spec.Shape{s.Network.Model.Input}, shapes...)
	n := 0
	for _, shape := range all {
		n += shape.Size()
	}
	numbers := make([]float32, n)
	for i := range numbers {
		numbers[i] = float32(i%97) / 97
	}
	s.Update(wire.Activations{Shapes: all, Numbers: numbers, Ink: true})
}

// stroke draws a line through points and lifts the pen.
func stroke(s *state.State, points ...drawing.Point) {
	s.Update(state.PenDown{Points: points})
	s.Update(state.PenUp{})
}

// zigzag draws what is no digit.
func zigzag(s *state.State) {
	var points []drawing.Point
	for i := range 12 {
		points = append(points, drawing.Point{X: 0.1 + 0.07*float32(i), Y: 0.2 + 0.6*float32(i%2)})
	}
	stroke(s, points...)
}

// paint colours everything that a scene shows.
func paint(s *state.State) {
	sc := Scene(nil, s)
	for _, list := range [][]scene.Maps{sc.Maps, sc.Front} {
		for _, m := range list {
			w, h := m.Size()
			m.Paint(&scene.Palette{}, make([]byte, 4*w*h))
		}
	}
}
