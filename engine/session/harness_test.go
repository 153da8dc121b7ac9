package session_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"gonum.org/v1/gonum/blas/blas32"

	"convlab/engine"
	"convlab/engine/kernel"
	"convlab/engine/session"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestMain(m *testing.M) {
	blas32.Use(kernel.BLAS{})
	os.Exit(m.Run())
}

// harness runs a session as the worker does, with a clock that advances by tick
// whenever it is read.
type harness struct {
	*session.Session
	t          testing.TB
	events     []wire.Message
	clock      time.Time
	tick       time.Duration
	resolution time.Duration // what the clock is rounded down to
	onClock    func()        // called whenever it is read
	yield      func()
	wanted     []string
	retries    int
}

// newHarness returns a session that waits for its first network.
func newHarness(t testing.TB) *harness {
	h := &harness{t: t, tick: time.Millisecond, clock: time.UnixMilli(1767225600000)} // 2026
	h.Session = session.New(session.Config{
		Emit: func(m wire.Message) {
			if _, _, err := wire.Marshal(m); err != nil {
				t.Errorf("an event cannot be sent: %v", err)
			}
			h.events = append(h.events, m)
		},
		Now: func() time.Time {
			h.clock = h.clock.Add(h.tick)
			if h.onClock != nil {
				h.onClock()
			}
			return h.clock.Truncate(h.resolution)
		},
		Yield: func() {
			if h.yield != nil {
				h.yield()
			}
		},
		RequestModel: func(preset string) { h.wanted = append(h.wanted, preset) },
		Retry:        func() { h.retries++ },
		Build:        "a build",
	})
	return h
}

// opened returns a session with a fresh small network and the first thousand
// training pictures.
func opened(t testing.TB, training spec.Training) *harness {
	h := newHarness(t)
	h.addModel(spec.FirstShipped)
	h.add("train-00000")
	h.run(wire.Open{Model: small(16), Training: training}, wire.Reset{})
	return h
}

// restored returns another session with the same pictures that has restored a
// file.
func restored(t testing.TB, file []byte) *harness {
	t.Helper()
	h := newHarness(t)
	h.addModel(spec.FirstShipped)
	h.add("train-00000")
	h.run(wire.Restore{Name: "mine.safetensors", Bytes: file})
	return h
}

// openedConvnet returns a session with the shipped convnet and without test
// pictures.
func openedConvnet(t testing.TB) *harness {
	h := newHarness(t)
	h.addModel(spec.FirstShipped)
	h.add("train-00000")
	h.run()
	return h
}

// run hands in commands and works until nothing is left to do.
func (h *harness) run(commands ...wire.Message) {
	h.t.Helper()
	for _, c := range commands {
		h.Handle(c)
	}
	const steps = 100_000 // the longest test needs some hundreds
	for range steps {
		if !h.Work() {
			return
		}
	}
	h.t.Fatal("the session is always busy")
}

func (h *harness) add(names ...string) {
	h.t.Helper()
	for _, name := range names {
		info, payload := shard(h.t, name)
		if err := h.AddShard(info, payload); err != nil {
			h.t.Fatal(err)
		}
	}
}

func (h *harness) addModel(preset string) {
	h.t.Helper()
	if err := h.AddModel(preset, shippedFile(h.t, preset)); err != nil {
		h.t.Fatal(err)
	}
}

// last returns the newest event of a kind.
func last[M wire.Message](h *harness) M {
	h.t.Helper()
	all := every[M](h)
	if len(all) == 0 {
		var none M
		h.t.Fatalf("expected a %T, received none in %d events", none, len(h.events))
	}
	return all[len(all)-1]
}

func every[M wire.Message](h *harness) (all []M) {
	for _, e := range h.events {
		if m, ok := e.(M); ok {
			all = append(all, m)
		}
	}
	return all
}

func (h *harness) wantPhase(want wire.Phase) {
	h.t.Helper()
	if got := last[wire.Progress](h).Phase; got != want {
		h.t.Errorf("the phase is %s, want %s", got, want)
	}
}

func (h *harness) wantFault(what string, cause wire.Cause) wire.Fault {
	h.t.Helper()
	f := last[wire.Fault](h)
	if f.What != what || f.Cause != cause || f.Message == "" {
		h.t.Errorf("the fault is %+v, want one of %s because of %s", f, what, cause)
	}
	return f
}

// rate is the command that sets another learning rate and keeps the other values.
func (h *harness) rate(rate float32) wire.SetTraining {
	h.t.Helper()
	training := last[wire.Network](h).Training
	training.LearningRate = rate
	return wire.SetTraining{Training: training}
}

// save asks for a file and returns the answer. A step may follow the answer.
func (h *harness) save(format wire.Format) wire.Saved {
	h.t.Helper()
	before := len(every[wire.Saved](h))
	h.Handle(wire.Save{ID: 5, Format: format, Drawing: seven(), Page: json.RawMessage(page)})
	h.Work()
	all := every[wire.Saved](h)
	if len(all) != before+1 {
		h.t.Fatalf("%d files came, want one %s", len(all)-before, format)
	}
	return all[before]
}

// curves are the points that the page has, with the precision of files.
func curves(h *harness) (points []wire.Score) {
	for _, s := range every[wire.Scores](h) {
		if s.First {
			points = nil
		}
		for _, p := range s.Points {
			for _, v := range []*float64{&p.Epoch, &p.Seconds, &p.Loss, &p.Accuracy} {
				*v = float64(float32(*v))
			}
			points = append(points, p)
		}
	}
	return points
}

// checksumOf is the checksum of the current weights.
func checksumOf(h *harness) string { return checksum(h.View().Weights()) }

func checksum(w []float32) string { return engine.Checksum(w) }

// blowUp multiplies the weights, so that a pass overflows float32.
func (h *harness) blowUp(factor float32) {
	w := h.View().Weights()
	for i := range w {
		w[i] *= factor
	}
}

// numbers are the activations of the current network for the picture pixels.
func (h *harness) numbers() []float32 {
	h.t.Helper()
	h.run(wire.Predict{ID: 1, Pixels: pixels()})
	return last[wire.Activations](h).Numbers
}

func (h *harness) wantTrained(steps int) {
	h.t.Helper()
	want := trained(h.t.(*testing.T), short(), steps, "train-00000")
	if got := last[wire.Network](h).Checksum; got != want {
		h.t.Errorf("the weights are not those of %d steps", steps)
	}
}

// first is the beginning of list, up to n numbers.
func first(list []float32, n int) []float32 { return list[:min(n, len(list))] }
