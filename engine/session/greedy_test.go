package session_test

import (
	"encoding/json"
	"runtime"
	"testing"

	"convlab/engine/safetensors"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// greedy is a network of 3.6 million weights and of 23 layers, all within their
// limits, whose convolutions would work in 307 MB, and as much for a View.
func greedy() spec.Model {
	m := spec.Model{Input: spec.MNIST()}
	for range 3 { // to maps of 1×1
		m.Layers = append(m.Layers, spec.MaxPooling2D{PoolSize: 3})
	}
	for range 9 {
		m.Layers = append(m.Layers,
			spec.Conv2D{Filters: 256, KernelSize: 7, Padding: spec.Same},
			spec.Conv2D{Filters: 16, KernelSize: 7, Padding: spec.Same})
	}
	m.Layers = append(m.Layers, spec.GlobalAveragePooling2D{}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax})
	return m
}

// greedyFile is a model's file of it, which checkpoint.Save does not write.
func greedyFile(t testing.TB) []byte {
	t.Helper()
	sound, err := safetensors.Decode(seen(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	f := safetensors.File{Metadata: sound.Metadata}
	text, err := json.Marshal(greedy())
	if err != nil {
		t.Fatal(err)
	}
	f.Metadata["model"] = string(text)
	rows, err := greedy().Ledger()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		for _, w := range r.Layer.Weights(r.Input) {
			f.Tensors = append(f.Tensors, safetensors.Tensor{Name: r.Name + "/" + w.Name, Shape: w.Shape, DType: safetensors.F32, Values: make([]float32, w.Size())})
		}
	}
	data, err := safetensors.Encode(f)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// As settings, which a link of a hundred letters brings: refused before anything
// is built.
func TestANetworkWithoutMeasureIsNotBuilt(t *testing.T) {
	r := opened(t, short())
	sum := checksumOf(r)
	var from, to runtime.MemStats
	runtime.ReadMemStats(&from)
	r.do(wire.Open{Model: greedy(), Training: short()})
	runtime.ReadMemStats(&to)
	if n := to.TotalAlloc - from.TotalAlloc; n > 64<<20 {
		t.Errorf("it allocates %d bytes", n)
	}
	if f := r.wantFault("settings", wire.CauseRefused); f.Refusal == nil || f.Refusal.Rule != spec.RuleScratch {
		t.Errorf("the refusal is %+v, want one for what convolutions work in", f.Refusal)
	}
	if checksumOf(r) != sum {
		t.Error("the network has changed")
	}
}
