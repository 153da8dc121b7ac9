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

// benchName is the name under which worker.js runs for bench.html.
const benchName = "bench"

// bench is a trainer worker whose steps are counted: bench.js asks in the Note
// of a Memory and finds the answer there when it comes back. Everything else is
// the trainer's own code; drawings are answered as ever.
type bench struct {
	*worker
	reader *engine.Sequential // predicts many pictures at once; nil after every step

	// the last of each that the session has told
	loading  wire.Loading
	network  wire.Network
	progress wire.Progress
	times    wire.Times
	score    wire.Score
	fault    wire.Fault
}

// request is one of these.
type request struct {
	Open    *wire.Open `json:"open"`    // this network, on the pictures in the memory: labels behind pixels; none: MNIST
	Steps   int        `json:"steps"`   // makes so many optimiser steps
	Predict int        `json:"predict"` // of so many pictures in the memory; the probabilities replace them
}

// answer is what a request comes back with.
type answer struct {
	Error    string     `json:"error,omitzero"`
	Seconds  float64    `json:"seconds"`
	Loss     float64    `json:"loss"` // mean of the last batches
	Checksum string     `json:"checksum"`
	Workers  int        `json:"workers"`
	Vector   string     `json:"vector"`
	Times    wire.Times `json:"times"`
}

// measure is the program of a bench worker.
func measure(line *port.Port) {
	b := &bench{worker: newWorker(line)}
	b.worker.told = b.hear
	go b.beat()
	for {
		b.receive()
		b.loader.deliver()
		b.session.Work()
		if m := line.Memory(); m != nil && m.Take(0, 0) {
			b.serve(m)
			continue
		}
		select {
		case <-line.Arrived():
		case f := <-b.loader.found:
			f()
		}
	}
}

// hear keeps what the session tells.
func (b *bench) hear(m wire.Message) {
	switch m := m.(type) {
	case wire.Loading:
		b.loading = m
	case wire.Network:
		b.network, b.reader = m, nil
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
	m.Give()
}

// open makes the pictures the training set and the network the current one,
// with fresh weights.
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
		b.loader.split = dataset.Train // tests would come between the steps
		b.loader.begin()
	}
	for b.loading.Train < dataset.Train.Size() || b.network.Checksum == "" {
		if b.fault.Message != "" {
			return fmt.Errorf("%s: %s", b.fault.What, b.fault.Message)
		}
		(<-b.loader.found)()
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

// fill packs pictures as the shards that the page would fetch. Where there are
// more places than pictures these go round.
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

// steps makes n optimiser steps as the trainer's loop does, and returns the
// seconds they took.
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
		b.breathe()
		b.receive()
		b.loader.deliver()
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

// predict reads n pictures of floats from the memory and leaves their
// probabilities in their place.
func (b *bench) predict(n int, m *port.Memory) error {
	const batch = 100
	if most := (m.Len() - port.MemoryHead) / (4 * dataset.Pixels); n > most {
		return fmt.Errorf("expected at most the %d pictures of the memory, received a request for %d", most, n)
	}
	if b.reader == nil {
		b.reader = b.session.View()
	}
	x := make([]float32, batch*dataset.Pixels)
	for first := 0; first < n; first += batch {
		rows := min(batch, n-first)
		x = x[:rows*dataset.Pixels]
		m.ReadFloats(port.MemoryHead+4*first*dataset.Pixels, x)
		y := b.reader.Forward(engine.Batch{Rows: rows, Cols: dataset.Pixels, Stride: dataset.Pixels, Data: x}, engine.Pass{})
		m.WriteFloats(port.MemoryHead+4*first*y.Cols, y.Data)
	}
	return nil
}
