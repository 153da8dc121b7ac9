package session_test

import (
	"errors"
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestCommandsBehindALoadAreMeantForItsNetwork(t *testing.T) {
	r := convnet(t)
	r.do(wire.Load{Preset: "dense"}, r.rate(0.5))
	if !slices.Equal(r.wanted, []string{"convnet", "dense"}) {
		t.Fatalf("it wants %v", r.wanted)
	}
	if last[wire.Progress](r).LearningRate == 0.5 {
		t.Error("a command has overtaken Load")
	}
	r.numbers() // drawings do not wait
	r.addModel("dense")
	r.do()
	n := last[wire.Network](r)
	if len(n.Model.Layers) != 3 || n.Origin != wire.Pretrained || last[wire.Progress](r).LearningRate != 0.5 {
		t.Errorf("the network is %+v", n)
	}
	r.do(wire.Train{Until: wire.UntilStep}, wire.Load{Preset: "dense"}) // the shipped one is not the one that was trained
	if got := last[wire.Network](r); got.Checksum != n.Checksum || got.Origin != wire.Pretrained {
		t.Error("training has changed the shipped network")
	}
	r.do(wire.Load{Preset: "half"})
	r.wantFault("load", wire.CauseCommand)
}

func TestWithoutItsNetworkAPageStillTrains(t *testing.T) {
	r := newRig(t)
	r.ModelFailed("convnet", errors.New("models/convnet.safetensors: expected HTTP 200, received 404"))
	r.wantFault("models/convnet.safetensors", wire.CauseModel)
	r.do()
	if n := last[wire.Network](r); n.Origin != wire.Untrained || len(n.Model.Layers) != len(spec.NoteConvnet().Layers) {
		t.Errorf("the network is %+v, want the convnet, untrained", n)
	}
	r.do(wire.Retry{})
	if r.retries != 1 {
		t.Fatalf("%d retries", r.retries)
	}
	r.addModel("convnet")
	r.do()
	if n := last[wire.Network](r); n.Origin != wire.Pretrained {
		t.Error("the network that came after all was not taken")
	}

	r = newRig(t)
	r.ModelFailed("convnet", errors.New("no"))
	r.do(wire.Open{Model: small(16), Training: short()})
	r.addModel("convnet")
	r.do()
	if n := last[wire.Network](r); n.Origin != wire.Untrained {
		t.Error("a network that came late has replaced one that was opened meanwhile")
	}
}

func TestABadModelFileIsNamed(t *testing.T) {
	good := file(t, "convnet")
	for name, data := range map[string][]byte{
		"empty":           {},
		"cut":             good[:len(good)-4],
		"another network": file(t, "dense"),
	} {
		r := newRig(t)
		if err := r.AddModel("convnet", data); err == nil {
			t.Errorf("%s: it was taken", name)
		}
		r.wantFault("models/convnet.safetensors", wire.CauseModel)
	}
}
