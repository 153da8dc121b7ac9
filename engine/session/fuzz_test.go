package session_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// alphabet lists what a session can receive.
func alphabet() []func(*harness) {
	send := func(m wire.Message) func(*harness) { return func(h *harness) { h.Handle(m) } }
	rate := short()
	rate.LearningRate = 10
	return []func(*harness){
		func(h *harness) { h.Work() },
		send(wire.Train{Until: wire.UntilEnd}),
		send(wire.Train{Until: wire.UntilEpoch}),
		send(wire.Train{Until: wire.UntilStep}),
		send(wire.Train{Until: "noon"}),
		send(wire.Pause{}),
		send(wire.Reset{}),
		send(wire.Open{Model: small(16), Training: short()}),
		send(wire.Open{Model: small(3), Training: rate}),
		send(wire.Open{}),
		send(wire.Load{Preset: "dense"}),
		send(wire.Load{Preset: "none"}),
		send(wire.SetTraining{Training: rate}),
		send(wire.SetTraining{Training: spec.Training{LearningRate: float32(math.NaN())}}),
		send(wire.Predict{ID: 1, Pixels: pixels()}),
		send(wire.Predict{ID: 2}),
		send(wire.Predict{ID: 3, Pixels: append(make([]float32, 783), float32(math.NaN()))}),
		send(wire.Fetch{Index: -1, Digit: 3}),
		send(wire.Fetch{Index: 1 << 40}),
		send(wire.Retry{}),
		send(wire.Hello{}), // an event
		func(h *harness) { h.MessageFailed(errors.New("no JSON")) },
		func(h *harness) { h.add("train-00000") },
		func(h *harness) { h.add("test-tenth") },
		func(h *harness) { h.addModel("convnet") },
		func(h *harness) { h.addModel("dense") },
		func(h *harness) { h.ModelFailed("convnet", errors.New("gone")) },
		func(h *harness) { h.ModelFailed("dense", errors.New("gone")) },
		func(h *harness) {
			h.yield = func() { h.Handle(wire.Pause{}); h.Handle(wire.Predict{Pixels: pixels()}) }
		},
		func(h *harness) { _ = h.AddModel("dense", nil) },
		func(h *harness) {
			for range 5 { // not to the end: a convnet would take seconds
				h.Work()
			}
		},
		send(wire.Save{ID: 1, Format: wire.FormatCheckpoint, Drawing: seven(), Page: json.RawMessage(page)}),
		send(wire.Save{ID: 2, Format: wire.FormatModel}),
		send(wire.Save{ID: 3, Format: "word", Page: json.RawMessage("[")}),
		send(wire.Restore{Name: "bad", Bytes: []byte("hello")}),
		func(h *harness) { // the last file, if there is one
			if all := every[wire.Saved](h); len(all) > 0 {
				h.Handle(wire.Restore{Name: "mine", Bytes: all[len(all)-1].Bytes})
			}
		},
		send(wire.Rollback{}),
		func(h *harness) { // a small network is about to diverge
			if n := every[wire.Network](h); len(n) > 0 && n[len(n)-1].Model.Same(small(3)) {
				clear(h.View().Weights()[1:])
				h.View().Weights()[0] = math.MaxFloat32
			}
		},
		send(wire.Predict{ID: 4, Pixels: pixels(), Question: &wire.Question{Choose: wire.ChooseRoute, Digit: -1, Layer: -1, Pictures: wire.PicturesAll}}),
		func(h *harness) { // about the last explanation, whose network may be gone
			if all := every[wire.Explanation](h); len(all) > 0 {
				e := all[len(all)-1]
				h.Handle(wire.Predict{ID: 5, Pixels: pixels(), Question: &wire.Question{Choose: wire.ChooseBefore, Layer: e.Layer, Route: e.Route, Pictures: wire.PicturesMost}})
			}
		},
	}
}

// FuzzCommands hands in any sequence of the alphabet. The session must not panic,
// every event must be valid, and a reset must leave nothing to do.
func FuzzCommands(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{24, 22, 7, 6, 1, 0, 0, 14, 28, 0, 30, 5, 2, 30, 8, 3, 30, 1, 0, 12, 13, 30}) // trained, paused, opened
	f.Add([]byte{26, 14, 30, 24, 30, 23, 17, 0, 22, 3, 30, 7, 30, 10, 3, 25, 30})             // no network at first
	f.Add([]byte{10, 24, 0, 1, 29, 27, 14, 30, 19, 25, 30, 11, 9, 4, 15, 16, 18, 20, 21, 30}) // invalid commands
	f.Add([]byte{24, 22, 23, 8, 1, 0, 0, 0, 0, 30, 6, 2, 0, 5, 0, 1, 0, 2, 0, 3, 0, 30})      // with evaluations between
	f.Add([]byte{24, 22, 7, 6, 1, 0, 31, 0, 0, 32, 0, 35, 0, 0, 33, 34, 1, 30, 6, 35, 30})    // saved and restored
	f.Add([]byte{24, 22, 8, 6, 1, 0, 0, 37, 0, 0, 36, 0, 31, 36, 0, 35, 0, 36, 1, 30})        // diverged
	f.Add([]byte{31, 10, 34, 24, 0, 31, 35, 7, 30, 31, 0, 35, 35, 0, 10, 35, 31, 6, 30})      // files while a network is pending
	f.Add([]byte{24, 38, 30, 39, 22, 7, 38, 6, 39, 0, 39, 30, 38, 8, 39, 30, 5, 39, 30})      // explained, while networks change
	all := alphabet()
	f.Fuzz(func(t *testing.T, letters []byte) {
		h := newHarness(t)
		for _, l := range letters[:min(len(letters), 64)] {
			all[int(l)%len(all)](h)
		}
		h.run(wire.Reset{})
		for _, m := range h.events {
			head, payload, err := wire.Marshal(m)
			if err != nil {
				t.Errorf("%T cannot be sent: %v", m, err)
			}
			if _, err := wire.Parse(head, payload); err != nil {
				t.Errorf("%T cannot be read: %v", m, err)
			}
		}
	})
}
