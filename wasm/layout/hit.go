package layout

import (
	"fmt"

	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// layerHit is the ID of the hit of a layer's maps.
func layerHit(layer int) string { return fmt.Sprint("layer", layer) }

// chartHit is the ID of the hit of a chart whose horizontal axis has at most so many ticks.
func chartHit(ticks int) string { return fmt.Sprint("chart", ticks) }

// At is the map or the place in the charts that is shown at a target of the scene; neither where the target is none.
func At(s *state.State, target scene.Target) (at state.PointAt) {
	var n int
	if found, _ := fmt.Sscanf(target.ID, "chart%d", &n); found == 1 {
		axis := xAxis(s, min(max(n, 1), maxTicks))
		at.Reading = state.Reading{On: true, X: axis.low + float64(target.Part)*(axis.high-axis.low)}
	} else if found, _ := fmt.Sscanf(target.ID, "layer%d", &n); found == 1 {
		at.Map = state.Pick{Layer: n, Map: target.Cell, On: true}
	}
	return at
}
