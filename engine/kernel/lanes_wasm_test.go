//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import (
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// A browser must run the assembly: the loops that training calls are those of the files *_wasm.go, and its name says so. (Only SGD with
// a momentum is left to portable vectors: nothing but memory is in its way.)
func TestWasmRunsItsAssembly(t *testing.T) {
	if got, want := Vector(), "simd 128-bit, assembly"; got != want {
		t.Errorf("the loops are %q, want %q", got, want)
	}
	for name, f := range map[string]any{
		"strip": stripHardware, "pack": copyRowsVector, "pack transposed": copyColumnVector, "add": addVector,
		"add scaled": addScaledVector, "scale": scaleVector, "relu": reluVector, "relu gradient": reluGradientVector,
		"gather": gatherVector, "tile in": tileInHardware, "tile out": tileOutHardware, "plane": planeHardware, "list": listHardware, "turn": turnHardware, "copy runs": copyRunsHardware, "scatter": scatterHardware,
		"patches": poolPatchesHardware, "patch gradient": patchGradientHardware,
		"gather tree": gatherTreeHardware, "unit": unitHardware, "magnitude": magnitudeHardware,
		"sum rows": sumRowsVector, "max pool": maxVector, "exp": expVector, "rmsprop": rmspropVector, "adam": adamVector,
	} {
		pc := reflect.ValueOf(f).Pointer()
		if file, _ := runtime.FuncForPC(pc).FileLine(pc); !strings.HasSuffix(file, "_wasm.go") {
			t.Errorf("%s is in %s, want a file *_wasm.go", name, file)
		}
	}
}
