//go:build goexperiment.simd && go1.27

package kernel

import (
	"os"
	"os/exec"
	"simd"
	"strconv"
	"strings"
	"testing"
)

// GODEBUG makes Go use shorter vectors than the machine has, or emulate them (0), where plain loops run instead. The checksum, and the
// equality of plain loops and vectors, must hold for each length.
func TestEveryVectorLength(t *testing.T) {
	if simd.Emulated() {
		t.Skip("this machine has no vectors that Go uses")
	}
	for bits, name := range map[int]string{0: "scalar", 128: "simd 128-bit", 256: "simd 256-bit", 512: "simd 512-bit"} {
		if bits > simd.VectorBitSize() {
			continue
		}
		child := exec.Command(os.Args[0], "-test.v", "-test.run=^(TestSameBitsEverywhere|TestSgemmBlockEdges|TestConv2D|TestMaxPool|TestElementwise)$")
		child.Env = append(os.Environ(), "GODEBUG=simd="+strconv.Itoa(bits))
		out, err := child.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "loops: "+name) {
			t.Errorf("with vectors of %d bits: %v\n%s", bits, err, out)
		}
	}
}
