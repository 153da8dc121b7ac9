//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

// poolPatchesHardware is poolPatchesScalar in assembly, eight filters at a time. Operands were checked when p was made.
func poolPatchesHardware(p *patches) { poolPatchesWasm(p) }

// patchGradientHardware is patchGradientScalar in assembly, four filters at a time.
func patchGradientHardware(p *patches) { patchGradientWasm(p) }

//go:noescape
func poolPatchesWasm(p *patches)

//go:noescape
func patchGradientWasm(p *patches)
