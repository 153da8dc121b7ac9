package session_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestTheShippedConvnetAnswersFirst(t *testing.T) {
	h := newHarness(t)
	hello, ok := h.events[0].(wire.Hello)
	if !ok || hello.Build != "a build" || hello.Vector == "" {
		t.Errorf("the first message is %+v, want Hello with the build and the kernels", h.events[0])
	}
	if !slices.Equal(h.wanted, []string{"convnet"}) {
		t.Errorf("it requests %v, want convnet", h.wanted)
	}
	h.run(wire.Predict{ID: 3, Pixels: pixels()})
	if len(h.events) != 1 {
		t.Fatalf("without a network it reports %+v", h.events[1:])
	}
	h.addModel("convnet")
	h.run()
	n := last[wire.Network](h)
	if n.Origin != wire.Pretrained || n.Changed || n.Epoch != 5 || n.Accuracy != accuracy || n.Tested != 10000 {
		t.Errorf("the network is %+v, want what the file says", n)
	}
	a := last[wire.Activations](h)
	if a.ID != 3 || !a.Ink || a.Micros <= 0 {
		t.Errorf("the answer is %+v", a)
	}

	run, err := checkpoint.Load(shippedFile(t, "convnet"))
	if err != nil {
		t.Fatal(err)
	}
	net, err := engine.New(run.Model, 1)
	if err != nil {
		t.Fatal(err)
	}
	copy(net.Weights(), run.Weights)
	p := net.Forward(engine.Batch{Rows: 1, Cols: 784, Stride: 784, Data: pixels()}, engine.Pass{Observe: true})
	want := pixels()
	shapes, err := run.Model.Shapes()
	if err != nil {
		t.Fatal(err)
	}
	for i, shape := range shapes {
		want = append(want, net.Output(i).Data...)
		if a.Shapes[i+1] != shape {
			t.Errorf("layer %d has shape %v, want %v", i, a.Shapes[i+1], shape)
		}
	}
	if !slices.Equal(a.Numbers, want) {
		t.Error("the activations are not those of the file's weights")
	}
	if !slices.Equal(a.Numbers[len(a.Numbers)-10:], p.Data) {
		t.Error("the probabilities do not come last")
	}
	h.run(wire.Predict{ID: 4, Pixels: make([]float32, 784)})
	if last[wire.Activations](h).Ink {
		t.Error("an empty picture has ink")
	}
}

// During a step drawings are answered from the weights before it. Commands wait for
// its end.
func TestDrawingsAreAnsweredWithinAStep(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Open{Model: spec.NoteConvnet(), Training: short()}) // a small dense network computes several shards at a time
	h.run(wire.Train{Until: wire.UntilStep})
	h.run(wire.Predict{ID: 1, Pixels: pixels()})
	before := last[wire.Activations](h)
	h.events = nil
	yields := 0
	h.yield = func() {
		yields++
		h.Handle(wire.Predict{ID: 1 + yields, Pixels: pixels()})
		h.Handle(wire.Pause{})
	}
	h.Handle(wire.Train{Until: wire.UntilEnd})
	h.Work()
	// Between four shards there are three yields.
	answers := every[wire.Activations](h)
	if yields != 3 || len(answers) != 3 {
		t.Fatalf("%d yields and %d answers in a step of %d shards", yields, len(answers), short().Shards)
	}
	for i, a := range answers {
		if a.ID != 2+i || !slices.Equal(a.Numbers, before.Numbers) {
			t.Errorf("answer %d is not from the weights before the step", a.ID)
		}
	}
	h.yield = nil
	h.run()
	h.wantPhase(wire.Paused)
	interrupted := last[wire.Network](h)
	plain := opened(t, short())
	plain.run(wire.Open{Model: spec.NoteConvnet(), Training: short()}, wire.Train{Until: wire.UntilStep})
	plain.run(wire.Train{Until: wire.UntilStep})
	if want := last[wire.Network](plain); interrupted.Checksum != want.Checksum || interrupted.Step != 2 {
		t.Errorf("after %d steps the weights are not those of 2 steps without drawings", interrupted.Step)
	}
	h.run(wire.Predict{ID: 9, Pixels: pixels()})
	if slices.Equal(last[wire.Activations](h).Numbers, before.Numbers) {
		t.Error("after the step the answer is still from the weights before it")
	}
}

func TestInvalidPixelsAreRefused(t *testing.T) {
	h := opened(t, short())
	for _, wrong := range []float32{1.5, -0.25, float32(math.Inf(1)), float32(math.NaN())} {
		picture := pixels()
		picture[300] = wrong
		h.run(wire.Predict{ID: 1, Pixels: picture})
		if f := h.wantFault("predict", wire.CauseCommand); !strings.Contains(f.Message, fmt.Sprintf("received %v as pixel 300", wrong)) {
			t.Errorf("%v: the message is %q", wrong, f.Message)
		}
	}
	h.run(wire.Predict{ID: 1, Pixels: pixels()[1:]})
	if f := h.wantFault("predict", wire.CauseCommand); !strings.Contains(f.Message, "expected 784 pixels, received 783") {
		t.Errorf("one too few: the message is %q", f.Message)
	}
}

// What a stroke costs with and without its question, messages included, for the note's
// two networks. "after a step" also computes what an empty pad gives.
func BenchmarkPredict(b *testing.B) {
	h := openedConvnet(b)
	for _, n := range []struct {
		name  string
		model spec.Model
		pool  int
	}{{"convnet", spec.NoteConvnet(), 1}, {"dense", spec.NoteDense(), -1}} {
		h.run(wire.Open{Model: n.model, Training: short()}, wire.Reset{})
		anew := route(-1)
		kept := wire.Question{Choose: wire.ChooseNone, Digit: -1, Layer: -1, Route: h.ask(anew).Route}
		pool, most, all := kept, anew, anew
		pool.Layer, most.Pictures, all.Pictures = n.pool, wire.PicturesMost, wire.PicturesAll
		for _, c := range []struct {
			name     string
			question *wire.Question
		}{{"without", nil}, {"kept", &kept}, {"anew", &anew}, {"pool", &pool}, {"eight pictures", &most}, {"all pictures", &all}} {
			b.Run(n.name+"/"+c.name, func(b *testing.B) {
				for b.Loop() {
					h.events = nil
					h.Handle(wire.Predict{ID: 1, Question: c.question, Pixels: strokes()})
					h.Work()
				}
			})
		}
	}
}
