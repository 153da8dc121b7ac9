package session_test

import (
	"errors"
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestCommandsAfterALoadWaitForItsNetwork(t *testing.T) {
	h := openedConvnet(t)
	h.run(wire.Load{Preset: "dense"}, h.rate(0.5))
	if !slices.Equal(h.wanted, []string{"convnet", "dense"}) {
		t.Fatalf("it requests %v", h.wanted)
	}
	if last[wire.Progress](h).LearningRate == 0.5 {
		t.Error("a command was executed before Load")
	}
	h.numbers() // drawings do not wait
	h.addModel("dense")
	h.run()
	n := last[wire.Network](h)
	if len(n.Model.Layers) != 3 || n.Origin != wire.Pretrained || last[wire.Progress](h).LearningRate != 0.5 {
		t.Errorf("the network is %+v", n)
	}
	h.run(wire.Train{Until: wire.UntilStep}, wire.Load{Preset: "dense"}) // the shipped network itself is not trained
	if got := last[wire.Network](h); got.Checksum != n.Checksum || got.Origin != wire.Pretrained {
		t.Error("training has changed the shipped network")
	}
	h.run(wire.Load{Preset: "half"})
	h.wantFault("load", wire.CauseCommand)
}

func TestWithoutItsNetworkAPageStillTrains(t *testing.T) {
	h := newHarness(t)
	h.ModelFailed("convnet", errors.New("models/convnet.safetensors: expected HTTP 200, received 404"))
	h.wantFault("models/convnet.safetensors", wire.CauseModel)
	h.run()
	if n := last[wire.Network](h); n.Origin != wire.Untrained || len(n.Model.Layers) != len(spec.NoteConvnet().Layers) {
		t.Errorf("the network is %+v, want the convnet, untrained", n)
	}
	h.run(wire.Retry{})
	if h.retries != 1 {
		t.Fatalf("%d retries", h.retries)
	}
	h.addModel("convnet")
	h.run()
	if n := last[wire.Network](h); n.Origin != wire.Pretrained {
		t.Error("the network that arrived after all was not used")
	}

	h = newHarness(t)
	h.ModelFailed("convnet", errors.New("no"))
	h.run(wire.Open{Model: small(16), Training: short()})
	h.addModel("convnet")
	h.run()
	if n := last[wire.Network](h); n.Origin != wire.Untrained {
		t.Error("a network that arrived late has replaced one that was opened meanwhile")
	}
}

func TestABadModelFileIsNamed(t *testing.T) {
	good := shippedFile(t, "convnet")
	for name, data := range map[string][]byte{
		"empty":           {},
		"cut":             good[:len(good)-4],
		"another network": shippedFile(t, "dense"),
	} {
		h := newHarness(t)
		if err := h.AddModel("convnet", data); err == nil {
			t.Errorf("%s: it was accepted", name)
		}
		h.wantFault("models/convnet.safetensors", wire.CauseModel)
	}
}

func TestAnotherNetworkDoesNotWaitForADownload(t *testing.T) {
	for name, c := range map[string]wire.Message{
		"Open": wire.Open{Model: small(16), Training: short()}, "Reset": wire.Reset{}, "Load": wire.Load{Preset: "convnet"},
	} {
		h := openedConvnet(t)
		h.Handle(wire.Load{Preset: "dense"})
		h.Handle(h.rate(0.5)) // meant for the pending network
		h.Handle(c)
		networks := len(every[wire.Network](h))
		h.run()
		if len(every[wire.Network](h)) == networks {
			t.Errorf("%s waits for the download of another network", name)
		}
		if last[wire.Progress](h).LearningRate == 0.5 {
			t.Errorf("%s: a command meant for the pending network was executed on another", name)
		}
		before := last[wire.Network](h).Checksum
		h.addModel("dense")
		h.run()
		if last[wire.Network](h).Checksum != before {
			t.Errorf("%s: a network that is no longer pending was used", name)
		}
	}
}
