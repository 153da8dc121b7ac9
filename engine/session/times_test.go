package session_test

import (
	"math"
	"testing"
	"time"

	"convlab/engine/wire"
)

// shares are the parts of the time that the layers took, by what was told.
func shares(m wire.Times) (list []float64) {
	sum := 0.0
	for _, l := range m.Layers {
		sum += l.Forward + l.Backward
	}
	for _, l := range m.Layers {
		list = append(list, (l.Forward+l.Backward)/sum)
	}
	return list
}

// Firefox can round to 100 ms. Every layer takes 7 ms each way here, and Flatten
// has only one: a second of training, which was told as it was, is 10 ticks.
func TestWithACoarseClockALayerIsMeasuredOnceItTookTwentyTicks(t *testing.T) {
	training := short()
	training.Epochs = 60
	r := opened(t, training)
	r.tick, r.grain = 7*time.Millisecond, 100*time.Millisecond
	r.do(wire.Train{Until: wire.UntilEnd})
	all := every[wire.Times](r)
	t.Logf("%d messages; the last is %+v", len(all), all[len(all)-1].Layers)
	if len(all) < 20 {
		t.Fatalf("the times were told %d times", len(all))
	}
	truth := []float64{1. / 5, 2. / 5, 2. / 5}
	known := make([]bool, len(truth))
	for i, m := range all {
		for k, l := range m.Layers {
			switch {
			case i == 0 && l.Measured:
				t.Errorf("layer %d is measured after a second: %+v", k, m.Layers)
			case known[k] && !l.Measured:
				t.Errorf("layer %d was measured and is not any more, in message %d", k, i)
			case l.Measured && math.Abs(shares(m)[k]-truth[k]) > 0.1:
				t.Errorf("message %d: layer %d has %.2f of the time, want about %.2f", i, k, shares(m)[k], truth[k])
			}
			known[k] = l.Measured
		}
	}
	for k, is := range known {
		if !is {
			t.Errorf("layer %d was never measured", k)
		}
	}
}

// With a fine clock the first message tells of all layers. A single step of
// Flatten is one tick: what is known of it stays.
func TestWithAFineClockLayersAreMeasuredAtOnce(t *testing.T) {
	training := short()
	training.BatchSize, training.Epochs = 10, 4 // 100 steps an epoch, at whose end times are told
	r := opened(t, training)
	r.do(wire.Train{Until: wire.UntilEnd}) // a millisecond a look
	for range 10 {
		r.do(wire.Train{Until: wire.UntilStep})
	}
	if p := last[wire.Progress](r); p.Epoch != 4 || p.Step != 10 {
		t.Fatalf("the steps were not made: %+v", p)
	}
	all := every[wire.Times](r)
	if len(all) == 0 {
		t.Fatal("no times were told")
	}
	for i, m := range all {
		for k, l := range m.Layers {
			if !l.Measured {
				t.Errorf("message %d: layer %d is not measured: %+v", i, k, l)
			}
		}
	}
}
