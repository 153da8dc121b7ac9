package wording

import (
	"testing"

	"convlab/wasm/state"
)

func TestFigures(t *testing.T) {
	w := words(t, "en")
	for _, c := range []struct{ got, want string }{
		{Count(0), "0"}, {Count(999), "999"}, {Count(1000), "1,000"}, {Count(93322), "93,322"}, {Count(1234567), "1,234,567"}, {Count(-1000), "-1,000"}, {Count(-100), "-100"},
		{Percent(0.98731, 1), "98.7 %"}, {Percent(1, 0), "100 %"},
		{Millions(2230272), "2.23 M"}, // the note's second convolution
		{Millions(640), "640"},        // and its output
		{Megabytes(9812740), "9.8"},
		{Duration(w, 25.2), "26 s"}, {Duration(w, 59.5), "1 min 0 s"}, {Duration(w, 200), "3 min 20 s"}, {Duration(w, 6261), "1 h 44 min"},
		{Micros(12.34), "12.3 µs"}, {Micros(210), "0.21 ms"},
		// The note's networks beside each other: 407,050 to 93,322 weights, 406,528 to 2,794,240 multiply-adds.
		{Ratio(w, 407050, 93322), "4.4 times as many"}, {Ratio(w, 406528, 2794240), "about 7 times fewer"},
		{Ratio(w, 1000, 1001), "as many"}, {Ratio(w, 2, 3), "67 % as many"}, {Ratio(w, 7, 10), "70 % as many"}, {Ratio(words(t, "ko"), 1, 5.2), "약 5분의 1"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestALayerThatIsNotMeasuredHasADash(t *testing.T) {
	for _, c := range []struct {
		cost        state.Cost
		share, time string
	}{
		{state.Cost{}, "–", ""},
		{state.Cost{Measured: true, Micros: 12.34, Share: 0.714}, "71 %", "12.3 µs"},
		{state.Cost{Measured: true, Micros: 0, Share: 0}, "0 %", "0.0 µs"}, // known to be less than one
	} {
		if share, time := LayerCost(c.cost); share != c.share || time != c.time {
			t.Errorf("%+v reads %q, %q, want %q, %q", c.cost, share, time, c.share, c.time)
		}
	}
}
