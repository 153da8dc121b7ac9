package layout

import (
	"fmt"

	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// layerHit is the ID of the hit of a layer's maps.
func layerHit(layer int) string { return fmt.Sprint("layer", layer) }

// chartHit is the ID of the hit of a chart whose horizontal axis has at most that number of ticks.
func chartHit(ticks int) string { return fmt.Sprint("chart", ticks) }

// At returns the map, or the place in the charts, at a target of the scene. Other targets have neither.
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
