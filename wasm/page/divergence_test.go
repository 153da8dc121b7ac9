package main

import (
	"strings"
	"testing"

	"convlab/engine/wire"
)

func TestADivergenceIsExplainedWithItsLayerRateAndWayBack(t *testing.T) {
	s := trained(t, wire.Network{Origin: wire.Yours}, wire.Progress{})
	gradient := wire.Divergence{Quantity: "gradient", Layer: 2, Epoch: 1, Step: 4, Rate: 10}
	for name, c := range map[string]struct {
		offer *wire.RollbackPoint
		want  []string
	}{
		"no way back":     {nil, []string{"step 5 of epoch 2", "conv 2", "rate of 10"}},
		"from the start":  {&wire.RollbackPoint{Rate: 5}, []string{"first weights", "rate of 5."}},
		"from a snapshot": {&wire.RollbackPoint{Epoch: 1, Step: 2, Rate: 5}, []string{"epoch 2, step 2", "rate of 5."}},
	} {
		d := gradient
		d.Rollback = c.offer
		got := divergenceText(s, &d)
		complete(t, name, got)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q does not say %q", name, got, want)
			}
		}
	}
	if got := rateText(0.0005); got != "0.0005" {
		t.Errorf("a rate is written %q", got)
	}
}
