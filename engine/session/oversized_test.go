package session_test

import (
	"encoding/json"
	"runtime"
	"testing"

	"convlab/engine/safetensors"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// oversized is a network of 3.6 million weights in 23 layers, each within its limits.
// Its convolutions would need 307 MB of scratch memory, and its View as much again.
func oversized() spec.Model {
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

// oversizedFile is its model file, which checkpoint.Save would refuse to write.
func oversizedFile(t testing.TB) []byte {
	t.Helper()
	valid, err := safetensors.Decode(fileOfEpochs(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	f := safetensors.File{Metadata: valid.Metadata}
	text, err := json.Marshal(oversized())
	if err != nil {
		t.Fatal(err)
	}
	f.Metadata["model"] = string(text)
	rows, err := oversized().Ledger()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, w := range row.Layer.Weights(row.Input) {
			f.Tensors = append(f.Tensors, safetensors.Tensor{Name: row.Name + "/" + w.Name, Shape: w.Shape, DType: safetensors.F32, Values: make([]float32, w.Size())})
		}
	}
	data, err := safetensors.Encode(f)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Its settings fit in a link of a hundred letters. They are refused before anything
// is allocated.
func TestAnOversizedNetworkIsNotBuilt(t *testing.T) {
	h := opened(t, short())
	sum := checksumOf(h)
	var from, to runtime.MemStats
	runtime.ReadMemStats(&from)
	h.run(wire.Open{Model: oversized(), Training: short()})
	runtime.ReadMemStats(&to)
	if n := to.TotalAlloc - from.TotalAlloc; n > 64<<20 {
		t.Errorf("it allocates %d bytes", n)
	}
	if f := h.wantFault("settings", wire.CauseRefused); f.Refusal == nil || f.Refusal.Rule != spec.RuleScratch {
		t.Errorf("the refusal is %+v, want one for the scratch memory of convolutions", f.Refusal)
	}
	if checksumOf(h) != sum {
		t.Error("the network has changed")
	}
}
