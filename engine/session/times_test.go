package session_test

import (
	"math"
	"testing"
	"time"

	"convlab/engine/wire"
)

// shares are the fractions of the time that the layers took.
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

// Firefox can round to 100 ms. Here every layer takes 7 ms forward and 7 ms backward;
// Flatten takes 7 ms in all. A second of training is 10 ticks of such a clock.
func TestWithACoarseClockALayerIsMeasuredOnceItTookTwentyTicks(t *testing.T) {
	training := short()
	training.Epochs = 60
	h := opened(t, training)
	h.tick, h.resolution = 7*time.Millisecond, 100*time.Millisecond
	h.run(wire.Train{Until: wire.UntilEnd})
	all := every[wire.Times](h)
	t.Logf("%d messages; the last is %+v", len(all), all[len(all)-1].Layers)
	if len(all) < 20 {
		t.Fatalf("there are %d reports of times", len(all))
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

// With a fine clock the first report has all layers. In a single step Flatten takes
// one tick: it remains measured.
func TestWithAFineClockLayersAreMeasuredAtOnce(t *testing.T) {
	training := short()
	training.BatchSize, training.Epochs = 10, 4 // 100 steps an epoch; times are reported at its end
	h := opened(t, training)
	h.run(wire.Train{Until: wire.UntilEnd})
	for range 10 {
		h.run(wire.Train{Until: wire.UntilStep})
	}
	if p := last[wire.Progress](h); p.Epoch != 4 || p.Step != 10 {
		t.Fatalf("the steps were not made: %+v", p)
	}
	all := every[wire.Times](h)
	if len(all) == 0 {
		t.Fatal("no times were reported")
	}
	for i, m := range all {
		for k, l := range m.Layers {
			if !l.Measured {
				t.Errorf("message %d: layer %d is not measured: %+v", i, k, l)
			}
		}
	}
}

func TestLayersAreTimed(t *testing.T) {
	h := opened(t, short())
	h.tick = 100 * time.Millisecond
	h.run(wire.Train{Until: wire.UntilEnd})
	l := last[wire.Times](h).Layers
	if len(l) != 3 || l[1].Forward <= 0 || l[1].Backward <= 0 {
		t.Errorf("the times are %+v, want three layers and some time in the first Dense", l)
	}
}

// What a layer took while the machine slept does not count in its share.
func TestLayersAreNotTimedAsleep(t *testing.T) {
	training := short()
	training.BatchSize = 10
	h := opened(t, training)
	reads := 0
	h.onClock = func() {
		if reads++; reads == 700 {
			h.clock = h.clock.Add(8 * time.Hour)
		}
	}
	h.run(wire.Train{Until: wire.UntilEnd})
	if reads < 700 {
		t.Fatalf("the clock was read %d times", reads)
	}
	for i, m := range every[wire.Times](h) {
		for k, share := range shares(m) {
			if share > 0.6 {
				t.Errorf("message %d: layer %d has %.2f of the time", i, k, share)
			}
		}
	}
}
