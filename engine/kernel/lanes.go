package kernel

import "strconv"

// lanes is the number of float32 in the vectors that a loop runs over; with one lane it is the plain Go loop.
type lanes int

const (
	scalar lanes = 1
	// maxLanes bounds tables and scratch: 512 bits, the widest vector that Go's simd package has.
	maxLanes   lanes = 16
	maxColumns       = 2 * int(maxLanes)
)

// columns is the width of a register tile and of a packed panel.
func (v lanes) columns() int { return 2 * int(v) }

// TileColumns is the smallest number of columns, n or more, that products take in whole register tiles here: two vectors each.
func TileColumns(n int) int {
	columns := hardware().columns()
	return (n + columns - 1) / columns * columns
}

// Vector names what the loops of this process run over: "scalar", or for example "simd 256-bit", or, where the hot loops are
// in assembly, "simd 128-bit, assembly".
func Vector() string {
	v := hardware()
	if v == scalar {
		return "scalar"
	}
	name := "simd " + strconv.Itoa(32*int(v)) + "-bit"
	if assembled {
		name += ", assembly"
	}
	return name
}
