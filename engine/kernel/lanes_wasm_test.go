//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import (
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// Browsers must run the assembly: every vector loop is in a file *_wasm.go.
func TestWasmRunsItsAssembly(t *testing.T) {
	if got, want := Vector(), "simd 128-bit, assembly"; got != want {
		t.Errorf("the loops are %q, want %q", got, want)
	}
	for name, f := range map[string]any{
		"micro-kernel": microKernelVector, "pack rows": packRowsVector, "pack column": packColumnVector, "add": addVector,
		"add scaled": addScaledVector, "scale": scaleVector, "relu": reluVector, "relu gradient": reluGradientVector,
		"spmm": spmmVector, "pairwise spmm": pairwiseSpMMVector, "list nonzeros": listNonzerosVector, "small GEMM": smallGEMMVector,
		"winograd input": winogradInputVector, "winograd output": winogradOutputVector,
		"transpose": transposeVector, "copy segments": copySegmentsVector, "scatter add": scatterAddVector,
		"fused max pool": conv2DMaxPoolVector, "fused max pool gradient": conv2DMaxPoolGradientVector, "max pool": maxPoolVector,
		"normalise": normaliseVector, "max abs": maxAbsVector, "sum rows": sumRowsVector, "exp": expVector,
		"sgd": sgdVector, "rmsprop": rmspropVector, "adam": adamVector,
	} {
		pc := reflect.ValueOf(f).Pointer()
		if file, _ := runtime.FuncForPC(pc).FileLine(pc); !strings.HasSuffix(file, "_wasm.go") {
			t.Errorf("%s is in %s, want a file *_wasm.go", name, file)
		}
	}
}
