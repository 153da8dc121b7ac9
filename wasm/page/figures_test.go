package main

import (
	"testing"

	"convlab/wasm/view"
)

func TestFigures(t *testing.T) {
	w := words(t, "en")
	for _, c := range []struct{ got, want string }{
		{count(0), "0"}, {count(999), "999"}, {count(1000), "1,000"}, {count(93322), "93,322"}, {count(1234567), "1,234,567"}, {count(-1000), "-1,000"}, {count(-100), "-100"},
		{percent(0.98731, 1), "98.7 %"}, {percent(1, 0), "100 %"},
		{millions(2230272), "2.23 M"}, // the note's second convolution
		{millions(640), "640"},        // and its output
		{megabytes(9812740), "9.8"},
		{span(w, 25.2), "26 s"}, {span(w, 59.5), "1 min 0 s"}, {span(w, 200), "3 min 20 s"}, {span(w, 6261), "1 h 44 min"},
		{micros(12.34), "12.3 µs"}, {micros(210), "0.21 ms"},
		// The note's networks beside each other: 407,050 to 93,322 weights, 406,528 to 2,794,240 multiply-adds.
		{ratio(w, 407050, 93322), "4.4 times as many"}, {ratio(w, 406528, 2794240), "about 7 times fewer"},
		{ratio(w, 1000, 1001), "as many"}, {ratio(w, 2, 3), "67 % as many"}, {ratio(w, 7, 10), "70 % as many"}, {ratio(words(t, "ko"), 1, 5.2), "약 5분의 1"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestALayerThatIsNotMeasuredHasADash(t *testing.T) {
	for _, c := range []struct {
		cost        view.Cost
		share, time string
	}{
		{view.Cost{}, "–", ""},
		{view.Cost{Measured: true, Micros: 12.34, Share: 0.714}, "71 %", "12.3 µs"},
		{view.Cost{Measured: true, Micros: 0, Share: 0}, "0 %", "0.0 µs"}, // known to be less than one
	} {
		if share, time := layerCostText(c.cost); share != c.share || time != c.time {
			t.Errorf("%+v reads %q, %q, want %q, %q", c.cost, share, time, c.share, c.time)
		}
	}
}
