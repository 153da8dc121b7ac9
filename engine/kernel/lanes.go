package kernel

import "strconv"

// lanes is the number of float32 in the vectors that a loop works on. One lane stands for the plain Go loops.
type lanes int

const (
	scalar lanes = 1
	// maxLanes bounds tables and scratch memory: 512 bits, the longest vector of Go's simd package.
	maxLanes   lanes = 16
	maxColumns       = 2 * int(maxLanes)
)

// columns is the width of a register tile and of a packed panel (NR in BLIS).
func (v lanes) columns() int { return 2 * int(v) }

// roundUp is the number of columns that the widest panels need for n.
func roundUp(n int) int { return (n + maxColumns - 1) / maxColumns * maxColumns }

// TileColumns rounds n up to whole register tiles of this machine: two vectors each.
func TileColumns(n int) int {
	columns := hardware().columns()
	return (n + columns - 1) / columns * columns
}

// Vector names the loops of this process: "scalar", "simd" with the bits of its vectors ("simd 256-bit"), or "simd 128-bit, assembly"
// where they are in assembly.
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
