package river

import (
	"math"

	"convlab/wasm/scene"
)

// raster knows the pixels of a stage. Edges are on device pixels. Cells are made of
// grains: CSS pixels where the ratio is whole, so that a map has the same size on all
// such screens, and device pixels elsewhere. Below a ratio of 1 the page is zoomed
// out, and everything is placed as at 1.
type raster struct {
	ratio float64 // device pixels for a CSS pixel, at least 1
	grain float64 // side of a grain in CSS pixels
}

// tolerance absorbs the rounding of products with a ratio such as 1.1.
const tolerance = 1e-4

func rasterOf(scale float32) raster {
	ratio := max(float64(scale), 1)
	if whole := math.Round(ratio); math.Abs(ratio-whole) < tolerance {
		return raster{whole, 1}
	}
	return raster{ratio, 1 / ratio}
}

// at is the edge of a device pixel nearest to v.
func (r raster) at(v float64) float64 { return math.Round(v*r.ratio) / r.ratio }

// after is the first edge of a device pixel that is not before v.
func (r raster) after(v float64) float64 { return math.Ceil(v*r.ratio-tolerance) / r.ratio }

// rect has all four edges on device pixels.
func (r raster) rect(x, y, w, h float64) scene.Rect {
	left, top := r.at(x), r.at(y)
	return scene.Rect{X: float32(left), Y: float32(top), W: float32(r.at(x+w) - left), H: float32(r.at(y+h) - top)}
}

// grains counts the whole grains of a length.
func (r raster) grains(v float64) int { return int(math.Floor(v/r.grain + tolerance)) }

// length is the length of n grains.
func (r raster) length(n int) float64 { return float64(n) * r.grain }
