package layout

import (
	"testing"

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

// whole is the scene of a state on a desk, with the panel of the workbench.
func whole(t *testing.T, s *state.State) scene.Scene {
	t.Helper()
	s.Viewport.W, s.Viewport.H = 1440, 800
	r, err := Place(s)
	if err != nil {
		t.Fatal(err)
	}
	sc := Flow(nil, s, &r)
	Curves(nil, s, &r, &sc)
	return sc
}
