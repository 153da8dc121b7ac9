//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout"
	"convlab/wasm/wording"
)

// sumBars has a bar for the sum of each input channel. It is a slider: a click or the arrow keys choose the channel whose tables are
// shown.
type sumBars struct {
	box, name, note  *dom.Element
	chart, zero      *dom.Element
	high, low, frame *dom.Element
	bars             []*dom.Element
	channel          int
	choose           func(channel int)
}

func newSumBars() *sumBars {
	t := &sumBars{chart: dom.Make("div").Attr("class", "chart"), zero: dom.Make("i"), frame: dom.Make("i"), high: dom.Make("span"), low: dom.Make("span")}
	t.zero.Attr("class", "zero")
	t.frame.Attr("class", "frame")
	t.high.Attr("aria-hidden", "true")
	t.low.Attr("aria-hidden", "true")
	t.chart.Attr("role", "slider").Attr("tabindex", "0").Attr("aria-valuemin", "1")
	t.chart.Append(t.zero, t.frame)
	t.box, t.name, t.note = named("", dom.Make("div", t.chart, dom.Make("div", t.high, t.low).Attr("class", "ends")).Attr("class", "sums"))
	t.chart.On("click", func(e dom.Event) {
		x, _ := t.chart.Place(e)
		if n := len(t.bars); n > 0 {
			t.choose(min(max(int(float64(x)/t.chart.InWindow().W*float64(n)), 0), n-1))
		}
	})
	t.chart.On("keydown", func(e dom.Event) {
		to, last := t.channel, len(t.bars)-1
		key, modified := e.Key()
		switch key {
		case "ArrowLeft", "ArrowDown":
			to--
		case "ArrowRight", "ArrowUp":
			to++
		case "PageDown":
			to -= 8
		case "PageUp":
			to += 8
		case "Home":
			to = 0
		case "End":
			to = last
		default:
			return
		}
		if !modified {
			e.Prevent()
			t.choose(min(max(to, 0), last))
		}
	})
	return t
}

func (t *sumBars) show(w wording.Words, sums []float32, channel int) {
	n := len(sums)
	t.channel = channel
	t.name.Text(w.Format("window.bars", "n", strconv.Itoa(n)))
	t.note.Text(w.Format("window.bars.note"))
	if len(t.bars) != n {
		for _, bar := range t.bars {
			bar.Remove()
		}
		t.bars = make([]*dom.Element, n)
		for i := range t.bars {
			t.bars[i] = dom.Make("i")
			t.bars[i].Style("left", ofWhole(float32(i)/float32(n)))
			t.chart.Append(t.bars[i])
		}
		t.chart.Style("--bars", strconv.Itoa(n))
	}
	bars, zero := layout.Bars(sums)
	high, low := float32(0), float32(0)
	for i, b := range bars {
		t.bars[i].Style("top", ofWhole(b.Top))
		t.bars[i].Style("height", ofWhole(b.Height))
		t.bars[i].Class("negative", sums[i] < 0)
		high, low = max(high, sums[i]), min(low, sums[i])
	}
	t.zero.Style("top", ofWhole(zero))
	at := bars[channel]
	t.frame.Style("left", ofWhole(float32(channel)/float32(n)))
	t.frame.Style("top", ofWhole(at.Top))
	t.frame.Style("height", ofWhole(at.Height))
	t.high.Text("")
	if high > 0 {
		t.high.Text("+" + wording.Cell(high))
	}
	t.low.Text("")
	if low < 0 {
		t.low.Text(wording.Cell(low))
	}
	t.chart.Attr("aria-label", t.barsLabel(w, n)).Attr("aria-valuemax", strconv.Itoa(n)).Attr("aria-valuenow", strconv.Itoa(channel+1))
	t.chart.Attr("aria-valuetext", w.Format("window.bars.value", "map", strconv.Itoa(channel+1), "sum", wording.Exact(sums[channel])))
}

func (t *sumBars) barsLabel(w wording.Words, n int) string {
	return w.Format("window.bars", "n", strconv.Itoa(n)) + ": " + w.Format("window.bars.note")
}

// ofWhole writes a part of a length for Style; 0 for what is not a number.
func ofWhole(v float32) string {
	if v != v {
		v = 0
	}
	return strconv.FormatFloat(float64(100*v), 'f', 2, 32) + "%"
}
