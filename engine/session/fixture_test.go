package session_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sync"
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/drawing"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// small is a dense network that learns in milliseconds.
func small(units int) spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{},
		spec.Dense{Units: units, Activation: spec.ReLU},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// twoHidden is small with another hidden layer before the last.
func twoHidden(units, more int) spec.Model {
	m := small(units)
	m.Layers = slices.Insert(m.Layers, 2, spec.Layer(spec.Dense{Units: more, Activation: spec.ReLU}))
	return m
}

// smallConvnet is a convnet that learns in milliseconds.
func smallConvnet(pool spec.Layer) spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Conv2D{Filters: 2, KernelSize: 5, Strides: 3, Activation: spec.ReLU}, pool, spec.Flatten{},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// deep has no activations before the softmax.
func deep() spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{}, spec.Dense{Units: 30}, spec.Dense{Units: 30}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// waiting is a training whose first batch never arrives.
func waiting() spec.Training {
	t := short()
	t.Examples, t.BatchSize = 5000, 1024
	return t
}

// short has 10 steps of 100 pictures an epoch.
func short() spec.Training {
	t := spec.Note(100)
	t.Examples, t.Epochs = 1000, 2
	return t
}

// accuracy is what the metadata of shippedFile claim. No evaluation gives it.
const accuracy = 0.875

// shippedFile is the file of a shipped network, with weights of seed 7, which
// nothing else uses.
func shippedFile(t testing.TB, preset string) []byte {
	t.Helper()
	p, _ := spec.FindPreset(preset)
	net, err := engine.New(p.Model, 7)
	if err != nil {
		t.Fatal(err)
	}
	data, err := checkpoint.Save(checkpoint.Run{
		Model: p.Model, Training: p.Training, Weights: net.Weights(),
		Results: checkpoint.Results{Epochs: 5, Accuracy: accuracy},
	}, safetensors.F32)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

type digits struct {
	pixels []byte
	labels []uint8
}

var mnist = sync.OnceValues(func() (map[dataset.Split]digits, error) {
	dir, err := original.Dir()
	if err != nil {
		return nil, err
	}
	all := map[dataset.Split]digits{}
	for _, split := range []dataset.Split{dataset.Train, dataset.Test} {
		pixels, labels, err := original.Load(dir, split)
		if err != nil {
			return nil, err
		}
		all[split] = digits{pixels, labels}
	}
	return all, nil
})

// shard is one of the shipped shards, made from MNIST's own files.
func shard(t testing.TB, name string) (dataset.ShardInfo, []byte) {
	t.Helper()
	all, err := mnist()
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range dataset.Shards() {
		if part.Name != name {
			continue
		}
		var pixels []byte
		var labels []uint8
		for _, i := range part.Indices() {
			pixels = append(pixels, all[part.Split].pixels[int(i)*dataset.Pixels:(int(i)+1)*dataset.Pixels]...)
			labels = append(labels, all[part.Split].labels[i])
		}
		payload, err := dataset.EncodeShard(labels, pixels)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(payload)
		return dataset.ShardInfo{
			Subset: part, File: name + ".bin", FileBytes: len(payload),
			PayloadBytes: len(payload), PayloadSHA256: hex.EncodeToString(sum[:]),
		}, payload
	}
	t.Fatalf("no shard is called %s", name)
	return dataset.ShardInfo{}, nil
}

// trainingSet is a training set with some shards.
func trainingSet(t testing.TB, names ...string) *dataset.Set {
	t.Helper()
	set := dataset.NewSet(dataset.Train)
	for _, name := range names {
		if err := set.Add(shard(t, name)); err != nil {
			t.Fatal(err)
		}
	}
	return set
}

// pixels is a picture with ink in one pixel.
func pixels() []float32 {
	p := make([]float32, dataset.Pixels)
	p[400] = 1
	return p
}

// seven is a drawing for a checkpoint.
func seven() drawing.Drawing {
	return drawing.Drawing{Strokes: []drawing.Stroke{{Width: 0.08, Points: []drawing.Point{{X: 0.25, Y: 0.25, Pressure: 0.5}, {X: 0.75, Y: 0.25}}}}}
}

// page is a page's own text for a checkpoint.
const page = `{"view":"maps"}`

// fileOfEpochs is the file of a small network that was trained for so many epochs,
// with weights of seed 7.
func fileOfEpochs(t testing.TB, epochs int) []byte {
	t.Helper()
	net, err := engine.New(small(16), 7)
	if err != nil {
		t.Fatal(err)
	}
	data, err := checkpoint.Save(checkpoint.Run{
		Model: small(16), Training: short(), Weights: net.Weights(), Results: checkpoint.Results{Epochs: epochs},
	}, safetensors.F32)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// trained is the checksum of small(16) after so many steps of the engine alone.
func trained(t *testing.T, training spec.Training, steps int, shards ...string) string {
	t.Helper()
	net, err := engine.New(small(16), training.Seed)
	if err != nil {
		t.Fatal(err)
	}
	set := trainingSet(t, shards...)
	trainer, err := engine.NewTrainer(net, set, training, engine.NewLocal(net, set, training))
	if err != nil {
		t.Fatal(err)
	}
	for range steps {
		if _, err := trainer.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	return engine.Checksum(net.Weights())
}
