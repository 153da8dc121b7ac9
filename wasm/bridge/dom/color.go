package dom

import (
	"fmt"
	"math"
	"strings"
)

// parseColor reads a used colour as getComputedStyle writes it and ignores its
// alpha: "rgb(1, 2, 3)", "rgba(1, 2, 3, 0.5)" (the highlight of some systems), or
// "color(srgb 0.1 0.2 0.3)" (a mixed colour).
func parseColor(text string) (c [3]uint8, ok bool) {
	if n, _ := fmt.Sscanf(strings.Replace(text, "rgba(", "rgb(", 1), "rgb(%d, %d, %d", &c[0], &c[1], &c[2]); n == 3 {
		return c, true
	}
	var part [3]float64
	if n, _ := fmt.Sscanf(text, "color(srgb %g %g %g", &part[0], &part[1], &part[2]); n != 3 {
		return c, false
	}
	for i, v := range part {
		c[i] = uint8(math.Round(255 * min(max(v, 0), 1)))
	}
	return c, true
}
