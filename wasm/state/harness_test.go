package state

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
	"time"

	"convlab/engine"
	files "convlab/engine/checkpoint"
	"convlab/engine/dataset"
	"convlab/engine/safetensors"
	"convlab/engine/session"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// room is a page and a trainer that exchange messages. The pictures are made up: a bar of ink, whose place depends on the digit.
type room struct {
	t       testing.TB
	s       *State
	trainer *session.Session
	clock   time.Time
	inbox   []wire.Message // messages of the trainer that the page has not received
	saved   []byte         // the last checkpoint that base requested
	shards  []string
	dead    bool        // the trainer has sent Bye
	late    func() bool // reports whether messages are delayed; nil: they are not
	stored  []byte      // the answer to ReadCheckpoint; nil: none
}

// baseID is the ID of the Save that base sends. The page does not reach it.
const baseID = 1 << 30

// enter opens a page whose runs are short.
func enter(t testing.TB, shards ...string) *room {
	r := &room{t: t, s: New(), clock: time.UnixMilli(1767225600000), shards: shards}
	r.start()
	r.do(Found{}, Claimed{Mine: true})
	for _, c := range []SetField{{"training.examples", "1000"}, {"training.batch_size", "100"}, {"training.epochs", "2"}} {
		r.do(c)
	}
	return r
}

// start starts a trainer with the shipped networks and the shards.
func (r *room) start() {
	r.t.Helper()
	r.inbox, r.dead = nil, false
	r.s.Update(WorkerStarted{})
	r.trainer = session.New(session.Config{
		Emit:         func(m wire.Message) { r.inbox = append(r.inbox, m) },
		Now:          func() time.Time { r.clock = r.clock.Add(time.Millisecond); return r.clock },
		RequestModel: func(string) {},
		Retry:        func() {},
	})
	for _, preset := range spec.Shipped() {
		if err := r.trainer.AddModel(preset, shippedFile(r.t, preset)); err != nil {
			r.t.Fatal(err)
		}
	}
	for _, name := range r.shards {
		info, payload := madeUp(r.t, name)
		if err := r.trainer.AddShard(info, payload); err != nil {
			r.t.Fatal(err)
		}
	}
	r.receive()
}

// do dispatches events. The trainer executes the commands and makes no step.
func (r *room) do(events ...Event) {
	r.t.Helper()
	for _, e := range events {
		if _, bye := e.(wire.Bye); bye {
			r.inbox, r.dead = nil, true // its messages are lost
		}
		r.execute(r.s.Update(e))
		r.receive()
	}
}

// receive passes the trainer's messages to the page, and the resulting commands to the trainer.
func (r *room) receive() {
	for len(r.inbox) > 0 {
		if r.late != nil && r.late() {
			return
		}
		m := r.inbox[0]
		r.inbox = r.inbox[1:]
		if saved, ok := m.(wire.Saved); ok && saved.ID == baseID {
			r.saved = saved.Bytes
			continue
		}
		r.execute(r.s.Update(m))
	}
}

func (r *room) execute(list []Command) {
	for _, c := range list {
		switch c := c.(type) {
		case ReplaceWorker:
			r.start()
		case ReadCheckpoint:
			if r.stored != nil {
				r.execute(r.s.Update(CheckpointRead{Key: c.Key, Bytes: r.stored}))
			}
		case Store:
			r.execute(r.s.Update(Stored{Key: c.Key}))
		case Claim:
			r.execute(r.s.Update(Claimed{Mine: true}))
		case wire.Open, wire.Load, wire.Train, wire.Pause, wire.Reset, wire.SetTraining, wire.Rollback, wire.Save, wire.Restore, wire.Predict:
			r.trainer.Handle(c)
		}
	}
}

// work lets the trainer work n times: steps, while it trains.
func (r *room) work(n int) {
	for range n {
		if r.dead {
			return
		}
		busy := r.trainer.Work()
		r.receive()
		if !busy && len(r.inbox) == 0 {
			r.trainer.Work() // executes the last commands
			r.receive()
		}
	}
}

// rest lets the trainer work until it has nothing to do.
func (r *room) rest() {
	r.t.Helper()
	for range 10_000 {
		busy := !r.dead && r.trainer.Work()
		if heard := len(r.inbox) > 0; !busy && !heard {
			return
		}
		r.receive()
	}
	r.t.Fatal("the trainer never rests")
}

// base returns a checkpoint, which contains the network that was learned last.
func (r *room) base() files.Checkpoint {
	r.t.Helper()
	r.trainer.Handle(wire.Save{ID: baseID, Format: wire.FormatCheckpoint})
	r.work(1)
	c, err := files.LoadCheckpoint(r.saved)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

func shippedFile(t testing.TB, preset string) []byte {
	t.Helper()
	p, _ := spec.FindPreset(preset)
	return modelFile(t, p.Model, p.Training, 5)
}

// modelFile returns the file of a network of seed 7 that claims a number of epochs.
func modelFile(t testing.TB, m spec.Model, training spec.Training, epochs int) []byte {
	t.Helper()
	net, err := engine.New(m, 7)
	if err != nil {
		t.Fatal(err)
	}
	data, err := files.Save(files.Run{
		Model: m, Training: training, Weights: net.Weights(), Results: files.Results{Epochs: epochs, Accuracy: 0.5, Loss: 1},
	}, safetensors.F32)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// madeUp returns a shard of pictures that a small network can learn.
func madeUp(t testing.TB, name string) (dataset.ShardInfo, []byte) {
	t.Helper()
	for _, part := range dataset.Shards() {
		if part.Name != name {
			continue
		}
		var pixels []byte
		var labels []uint8
		for _, i := range part.Indices() {
			label := int(i) * 7 % 10
			picture := make([]byte, dataset.Pixels)
			for k := range 56 {
				picture[label*70+(k+int(i))%63] = 255
			}
			pixels, labels = append(pixels, picture...), append(labels, uint8(label))
		}
		payload, err := dataset.EncodeShard(labels, pixels)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(payload)
		return dataset.ShardInfo{
			Subset: part, File: name, FileBytes: len(payload), PayloadBytes: len(payload), PayloadSHA256: hex.EncodeToString(sum[:]),
		}, payload
	}
	t.Fatalf("no shard is named %s", name)
	return dataset.ShardInfo{}, nil
}

// LayOut lays a state out and paints the maps of the scene. The external test of this package sets it, because package layout
// imports this one.
var LayOut func(*State)

func paint(s *State) { LayOut(s) }
