//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

// gatherTreeHardware is gatherTreeScalar in assembly. Rows of B are where the terms say: that is not looked at.
func gatherTreeHardware(p *treeProduct) {
	p.check()
	if p.rows > 0 {
		var levels [treeLevels * panelColumns]float32
		gatherTreeWasm(p, &levels[0])
	}
}

//go:noescape
func gatherTreeWasm(p *treeProduct, levels *float32)
