package snapshot

import (
	"encoding/json"
	"math"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/layout"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// pageOf is one whose worker has a network.
func pageOf(t *testing.T, n wire.Network, p wire.Progress) *state.State {
	t.Helper()
	s := state.New()
	s.Update(wire.Hello{Build: "test"})
	n.Model, n.Training = spec.NoteConvnet(), spec.Note(64)
	s.Update(n)
	s.Update(p)
	return s
}

func TestASnapshotTellsWhatLayersMadeAndWhatWasRead(t *testing.T) {
	s := pageOf(t, wire.Network{Origin: wire.Yours, Epoch: 1, Accuracy: 0.9, Tested: 1000}, wire.Progress{Phase: wire.Paused, Epoch: 1, Step: 7})
	s.Update(wire.Picture{Index: 3, Label: 5, Pixels: make([]float32, spec.MNIST().Size())})
	shapes, err := s.Network.Model.Shapes()
	if err != nil {
		t.Fatal(err)
	}
	shapes = append([]spec.Shape{s.Network.Model.Input}, shapes...)
	n := 0
	for _, shape := range shapes {
		n += shape.Size()
	}
	numbers := make([]float32, n)
	numbers[n-spec.Classes+4] = 1 // the network reads a 4
	s.Update(wire.Activations{Shapes: shapes, Numbers: numbers, Ink: true})

	r, err := layout.Place(s)
	if err != nil {
		t.Fatal(err)
	}
	h := Of(s, layout.Flow(nil, s, &r))
	if h.Phase != wire.Paused || h.Epoch != 1 || h.Step != 7 || h.Digit != 5 || !h.Ink || h.Prediction != 4 {
		t.Errorf("got %+v", h)
	}
	if len(h.Layers) != len(shapes) || h.Layers[1].Shape != [3]int{26, 26, 32} {
		t.Errorf("layers are %v", h.Layers)
	}
	numbers[s.Network.Model.Input.Size()] = 1 // one number of the first convolution
	if moved := Of(s, scene.Scene{}); moved.Layers[1].Hash == h.Layers[1].Hash || moved.Layers[2].Hash != h.Layers[2].Hash {
		t.Error("the hash of a layer must change with its own numbers and no others")
	}
	if len(h.Hits) == 0 {
		t.Error("the maps of the scene are missing")
	}
	numbers[n-1] = float32(math.NaN()) // of a training that has diverged
	for _, of := range []Snapshot{h, Of(s, scene.Scene{})} {
		if _, err := json.Marshal(of); err != nil {
			t.Error(err)
		}
	}
}
