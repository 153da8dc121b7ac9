package wording

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// Count writes 60000 as 60,000.
func Count(n int) string {
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

// Percent writes 0.987 as "98.7 %".
func Percent(part float64, decimals int) string {
	return strconv.FormatFloat(100*part, 'f', decimals, 64) + " %"
}

// Millions writes 2230272 as "2.23 M", and what would be 0.00 M in full.
func Millions(n int64) string {
	if n < 10000 {
		return Count(int(n))
	}
	return strconv.FormatFloat(float64(n)/1e6, 'f', 2, 64) + " M"
}

// Megabytes writes bytes as millions of them.
func Megabytes(bytes int64) string { return strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64) }

// Duration writes a time as "26 s", "3 min 20 s" or "1 h 44 min".
func Duration(w Words, seconds float64) string {
	s := int(math.Ceil(seconds))
	if s < 60 {
		return w.Format("unit.seconds", "s", strconv.Itoa(s))
	}
	if s >= 3600 {
		return w.Format("unit.hours", "h", strconv.Itoa(s/3600), "m", strconv.Itoa(s%3600/60))
	}
	return w.Format("unit.minutes", "m", strconv.Itoa(s/60), "s", strconv.Itoa(s%60))
}

// Micros writes a time in microseconds as "12.3 µs" or "0.21 ms".
func Micros(us float64) string {
	if us < 100 {
		return strconv.FormatFloat(us, 'f', 1, 64) + " µs"
	}
	return strconv.FormatFloat(us/1000, 'f', 2, 64) + " ms"
}

// LayerCost writes a layer's share of the time, and the time.
func LayerCost(c state.Cost) (share, time string) {
	if !c.Measured {
		return "–", ""
	}
	return Percent(c.Share, 0), Micros(c.Micros)
}

// Ratio writes how a compares with b in words: "4.4 times as many", "63 % as
// many", and from a half down "about 7 times fewer".
func Ratio(w Words, a, b float64) string {
	times := func(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
	switch {
	case a <= 0 || b <= 0 || times(a/b) == "1.0" && times(b/a) == "1.0":
		return w.Format("ratio.same")
	case a > b:
		return w.Format("ratio.more", "n", times(a/b))
	}
	if b >= 2*a {
		return w.Format("ratio.fewer", "n", strconv.FormatFloat(b/a, 'f', 0, 64))
	}
	return w.Format("ratio.percent", "n", strconv.FormatFloat(100*a/b, 'f', 0, 64))
}

// Size writes the rows and columns of maps: "28×28".
func Size(s spec.Shape) string { return fmt.Sprintf("%d×%d", s.H, s.W) }
