//go:build goexperiment.simd && go1.27 && amd64

package kernel

import (
	"os"
	"os/exec"
	"simd"
	"strconv"
	"strings"
	"testing"
)

// Go can be told to take shorter vectors than the machine has, or to emulate them (0), for which the plain loops stand in:
// what compares plain loops with vectors, and the checksum, must hold for each length.
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
