package main

import (
	"math"
	"strconv"
	"strings"

	"convlab/wasm/view"
)

// count writes 60000 as 60,000.
func count(n int) string {
	text := strconv.Itoa(n)
	var b strings.Builder
	for i, digit := range text {
		if left := len(text) - i; i > 0 && left%3 == 0 && text[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String()
}

// percent writes 0.987 as "98.7 %".
func percent(part float64, decimals int) string {
	return strconv.FormatFloat(100*part, 'f', decimals, 64) + " %"
}

// millions writes 2230272 as "2.23 M", and what would be 0.00 M in full.
func millions(n int64) string {
	if n < 10000 {
		return count(int(n))
	}
	return strconv.FormatFloat(float64(n)/1e6, 'f', 2, 64) + " M"
}

// megabytes writes bytes as millions of them.
func megabytes(bytes int64) string { return strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64) }

// span writes a time as "26 s", "3 min 20 s" or "1 h 44 min".
func span(w view.Words, seconds float64) string {
	s := int(math.Ceil(seconds))
	if s < 60 {
		return w.Say("unit.seconds", "s", strconv.Itoa(s))
	}
	if s >= 3600 {
		return w.Say("unit.hours", "h", strconv.Itoa(s/3600), "m", strconv.Itoa(s%3600/60))
	}
	return w.Say("unit.minutes", "m", strconv.Itoa(s/60), "s", strconv.Itoa(s%60))
}

// micros writes a time in microseconds as "12.3 µs" or "0.21 ms".
func micros(us float64) string {
	if us < 100 {
		return strconv.FormatFloat(us, 'f', 1, 64) + " µs"
	}
	return strconv.FormatFloat(us/1000, 'f', 2, 64) + " ms"
}

// layerCostText writes a layer's share of the time, and the time.
func layerCostText(c view.Cost) (share, time string) {
	if !c.Measured {
		return "–", ""
	}
	return percent(c.Share, 0), micros(c.Micros)
}

// ratio writes how a compares with b in words: "4.4 times as many", "63 % as
// many", and from a half down "about 7 times fewer".
func ratio(w view.Words, a, b float64) string {
	times := func(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
	switch {
	case a <= 0 || b <= 0 || times(a/b) == "1.0" && times(b/a) == "1.0":
		return w.Say("ratio.same")
	case a > b:
		return w.Say("ratio.more", "n", times(a/b))
	}
	if b >= 2*a {
		return w.Say("ratio.fewer", "n", strconv.FormatFloat(b/a, 'f', 0, 64))
	}
	return w.Say("ratio.percent", "n", strconv.FormatFloat(100*a/b, 'f', 0, 64))
}
