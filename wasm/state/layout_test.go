package state_test

import (
	"os"
	"testing"

	"convlab/wasm/layout"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

func TestMain(m *testing.M) {
	state.LayOut = func(s *state.State) {
		r, err := layout.Place(s)
		if err != nil {
			panic(err)
		}
		sc := layout.Flow(nil, s, &r)
		for _, list := range [][]scene.Maps{sc.Maps, sc.Front} {
			for _, m := range list {
				w, h := m.Size()
				m.Paint(&scene.Palette{}, make([]byte, 4*w*h))
			}
		}
	}
	os.Exit(m.Run())
}
