//go:build js && wasm

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/kernel"
	"convlab/engine/wire"
	"convlab/wasm/bridge/port"
)

// bench is a trainer that makes as many steps as it is asked for. bench.js writes a
// request into the Note of a Memory, and gets the Memory back with the answer. All
// else is as in the trainer; it also predicts drawings.
type bench struct {
	*trainer
	view *engine.Sequential // predicts many images at once; nil after every step

	// the last message of each kind from the session
	loading  wire.Loading
	network  wire.Network
	progress wire.Progress
	times    wire.Times
	score    wire.Score
	fault    wire.Fault
}

// request has one of its fields set.
type request struct {
	Open    *wire.Open `json:"open"`    // open this network, with the images in the memory (all pixels, then all labels) or, without any, MNIST
	Steps   int        `json:"steps"`   // make so many optimiser steps
	Predict int        `json:"predict"` // predict so many images in the memory; the probabilities replace them
}

// answer answers any request.
type answer struct {
	Error    string     `json:"error,omitzero"`
	Seconds  float64    `json:"seconds"`
	Loss     float64    `json:"loss"` // mean of the last batches
	Checksum string     `json:"checksum"`
	Workers  int        `json:"workers"`
	Vector   string     `json:"vector"`
	Times    wire.Times `json:"times"`
}

// runBench is the program of a bench worker.
func runBench(page *port.Port) {
	b := &bench{trainer: newTrainer(page)}
	b.trainer.observe = b.remember
	go b.heartbeat()
	for {
		b.receive()
		b.loader.handleResults()
		b.session.Work()
		if m := page.Memory(); m != nil && m.Acquire(0, 0) {
			b.serve(m)
			continue
		}
		select {
		case <-page.Arrived():
		case f := <-b.loader.results:
			f()
		}
	}
}

// remember keeps a message of the session.
func (b *bench) remember(m wire.Message) {
	switch m := m.(type) {
	case wire.Loading:
		b.loading = m
	case wire.Network:
		b.network, b.view = m, nil
	case wire.Progress:
		b.progress = m
	case wire.Times:
		b.times = m
	case wire.Scores:
		if n := len(m.Points); n > 0 {
			b.score = m.Points[n-1]
		}
	case wire.Fault:
		b.fault = m
	}
}

// serve answers the request in m.
func (b *bench) serve(m *port.Memory) {
	var r request
	var a answer
	err := json.Unmarshal([]byte(m.Note), &r)
	began := time.Now()
	switch {
	case err != nil:
	case r.Open != nil:
		err = b.open(*r.Open, m)
	case r.Steps > 0:
		a.Seconds, err = b.steps(r.Steps)
	case r.Predict > 0:
		err = b.predict(r.Predict, m)
	default:
		err = fmt.Errorf("expected open, steps or predict, received %.80q", m.Note)
	}
	if err != nil {
		a.Error = err.Error()
	}
	if a.Seconds == 0 {
		a.Seconds = time.Since(began).Seconds()
	}
	a.Loss, a.Checksum, a.Workers, a.Times = b.score.Loss, b.network.Checksum, b.progress.Workers, b.times
	a.Vector = kernel.Vector()
	note, err := json.Marshal(a)
	if err != nil { // a loss that is not finite
		note = fmt.Appendf(nil, `{"error":%q}`, err)
	}
	m.Note = string(note)
	m.Release()
}

// open replaces the training set and the current network, with fresh weights.
func (b *bench) open(o wire.Open, m *port.Memory) error {
	const each = dataset.Pixels + 1
	if n := (m.Len() - port.MemoryHead) / each; n > 0 {
		pixels, labels := make([]byte, n*dataset.Pixels), make([]uint8, n)
		m.Read(port.MemoryHead, pixels)
		m.Read(port.MemoryHead+len(pixels), labels)
		if err := b.fill(pixels, labels); err != nil {
			return err
		}
	} else {
		b.loader.split = dataset.Train // without test images, no evaluation interrupts the steps
		b.loader.begin()
	}
	for b.loading.Train < dataset.Train.Size() || b.network.Checksum == "" {
		if b.fault.Message != "" {
			return fmt.Errorf("%s: %s", b.fault.What, b.fault.Message)
		}
		(<-b.loader.results)()
		b.session.Work()
	}
	b.session.Handle(o)
	b.session.Handle(wire.Reset{})
	b.session.Work()
	if b.fault.Message != "" {
		return fmt.Errorf("%s: %s", b.fault.What, b.fault.Message)
	}
	return nil
}

// fill packs the images into the shards that a page would fetch. It repeats them
// until the training set is full.
func (b *bench) fill(pixels []byte, labels []uint8) error {
	for _, part := range dataset.Shards() {
		if part.Split != dataset.Train {
			continue
		}
		var shardPixels []byte
		var shardLabels []uint8
		for _, i := range part.Indices() {
			k := int(i) % len(labels)
			shardPixels = append(shardPixels, pixels[k*dataset.Pixels:(k+1)*dataset.Pixels]...)
			shardLabels = append(shardLabels, labels[k])
		}
		payload, err := dataset.EncodeShard(shardLabels, shardPixels)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(payload)
		info := dataset.ShardInfo{
			Subset: part, File: part.Name, FileBytes: len(payload), PayloadBytes: len(payload), PayloadSHA256: hex.EncodeToString(sum[:]),
		}
		if err := b.session.AddShard(info, payload); err != nil {
			return err
		}
	}
	return nil
}

// steps makes n optimiser steps as train does, and returns the seconds they took.
func (b *bench) steps(n int) (float64, error) {
	before := b.network
	if b.progress.Phase == wire.Finished {
		b.session.Handle(wire.Reset{})
		before.Epoch, before.Step = 0, 0
	}
	b.session.Handle(wire.Train{Until: wire.UntilEnd})
	began := time.Now()
	for range n {
		b.session.Work()
		b.yield()
		b.receive()
		b.loader.handleResults()
	}
	seconds := time.Since(began).Seconds()
	b.session.Handle(wire.Pause{})
	b.session.Work()
	steps := b.progress.Steps
	if made := (b.network.Epoch-before.Epoch)*steps + b.network.Step - before.Step; made != n {
		return 0, fmt.Errorf("expected %d steps, received %d: %s", n, made, b.fault.Message)
	}
	return seconds, nil
}

// predict replaces n images in the memory, of float32, by their probabilities.
func (b *bench) predict(n int, m *port.Memory) error {
	const batch = 100
	if most := (m.Len() - port.MemoryHead) / (4 * dataset.Pixels); n > most {
		return fmt.Errorf("expected at most the %d pictures of the memory, received a request for %d", most, n)
	}
	if b.view == nil {
		b.view = b.session.View()
	}
	x := make([]float32, batch*dataset.Pixels)
	for first := 0; first < n; first += batch {
		rows := min(batch, n-first)
		x = x[:rows*dataset.Pixels]
		m.ReadFloats(port.MemoryHead+4*first*dataset.Pixels, x)
		y := b.view.Forward(engine.Batch{Rows: rows, Cols: dataset.Pixels, Stride: dataset.Pixels, Data: x}, engine.Pass{})
		m.WriteFloats(port.MemoryHead+4*first*y.Cols, y.Data)
	}
	return nil
}
