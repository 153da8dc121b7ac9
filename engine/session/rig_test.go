package session_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"sync"
	"testing"
	"time"

	"gonum.org/v1/gonum/blas/blas32"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/kernel"
	"convlab/engine/safetensors"
	"convlab/engine/session"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestMain(m *testing.M) {
	blas32.Use(kernel.BLAS{})
	os.Exit(m.Run())
}

// rig runs a session as a worker does, with a clock that ticks once a look.
type rig struct {
	*session.Session
	t       testing.TB
	events  []wire.Message
	clock   time.Time
	tick    time.Duration
	grain   time.Duration // what the clock is rounded down to
	look    func()        // whenever it is read
	yield   func()
	wanted  []string
	retries int
}

// newRig returns a session that waits for its first network.
func newRig(t testing.TB) *rig {
	r := &rig{t: t, tick: time.Millisecond, clock: time.UnixMilli(1767225600000)} // 2026
	r.Session = session.New(session.Config{
		Emit: func(m wire.Message) {
			if _, _, err := wire.Marshal(m); err != nil {
				t.Errorf("the page cannot be told: %v", err)
			}
			r.events = append(r.events, m)
		},
		Now: func() time.Time {
			r.clock = r.clock.Add(r.tick)
			if r.look != nil {
				r.look()
			}
			return r.clock.Truncate(r.grain)
		},
		Yield: func() {
			if r.yield != nil {
				r.yield()
			}
		},
		RequestModel: func(preset string) { r.wanted = append(r.wanted, preset) },
		Retry:        func() { r.retries++ },
		Build:        "a build",
	})
	return r
}

// opened returns a session with the network small, fresh, and the first
// thousand training pictures.
func opened(t testing.TB, training spec.Training) *rig {
	r := newRig(t)
	r.addModel(spec.FirstShipped)
	r.add("train-00000")
	r.do(wire.Open{Model: small(16), Training: training}, wire.Reset{})
	return r
}

// small is a dense network that learns in milliseconds.
func small(units int) spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{},
		spec.Dense{Units: units, Activation: spec.ReLU},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// short has 10 steps of 100 pictures an epoch.
func short() spec.Training {
	t := spec.Note(100)
	t.Examples, t.Epochs = 1000, 2
	return t
}

// do hands in commands and works until nothing is left to do.
func (r *rig) do(commands ...wire.Message) {
	r.t.Helper()
	for _, c := range commands {
		r.Handle(c)
	}
	const most = 100_000 // pieces of work; the longest test needs some hundreds
	for range most {
		if !r.Work() {
			return
		}
	}
	r.t.Fatal("the session never rests")
}

func (r *rig) add(names ...string) {
	r.t.Helper()
	for _, name := range names {
		info, payload := shard(r.t, name)
		if err := r.AddShard(info, payload); err != nil {
			r.t.Fatal(err)
		}
	}
}

func (r *rig) addModel(preset string) {
	r.t.Helper()
	if err := r.AddModel(preset, file(r.t, preset)); err != nil {
		r.t.Fatal(err)
	}
}

// last returns the newest event of a kind.
func last[M wire.Message](r *rig) M {
	r.t.Helper()
	all := every[M](r)
	if len(all) == 0 {
		var none M
		r.t.Fatalf("expected a %T, received none in %d events", none, len(r.events))
	}
	return all[len(all)-1]
}

func every[M wire.Message](r *rig) (all []M) {
	for _, e := range r.events {
		if m, ok := e.(M); ok {
			all = append(all, m)
		}
	}
	return all
}

func (r *rig) wantPhase(want wire.Phase) {
	r.t.Helper()
	if got := last[wire.Progress](r).Phase; got != want {
		r.t.Errorf("the phase is %s, want %s", got, want)
	}
}

func (r *rig) wantFault(what string, cause wire.Cause) wire.Fault {
	r.t.Helper()
	f := last[wire.Fault](r)
	if f.What != what || f.Cause != cause || f.Message == "" {
		r.t.Errorf("the fault is %+v, want one of %s because of %s", f, what, cause)
	}
	return f
}

// accuracy is what the metadata of the files below claim; no test measures it.
const accuracy = 0.875

// file is a shipped network: weights of seed 7, which nothing else here uses.
func file(t testing.TB, preset string) []byte {
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

// trainingSet holds the first pictures as a session has them.
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

// pixels is a picture with one inked pixel.
func pixels() []float32 {
	p := make([]float32, dataset.Pixels)
	p[400] = 1
	return p
}

// rate sets another learning rate, and leaves the other values.
func (r *rig) rate(rate float32) wire.SetTraining {
	r.t.Helper()
	training := last[wire.Network](r).Training
	training.LearningRate = rate
	return wire.SetTraining{Training: training}
}
