//go:build js && wasm

package main

import (
	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/scene"
)

// smallMap is a picture of a map with a frame around one of its numbers.
type smallMap struct{ box, canvas, frame *dom.Element }

func newSmallMap() *smallMap {
	t := &smallMap{canvas: dom.Make("canvas").Attr("aria-hidden", "true"), frame: dom.Make("i")}
	t.box = dom.Make("span", t.canvas, t.frame).Attr("class", "smallmap")
	return t
}

// show paints m with sides of a number so long, and frames a region of it; nil: none.
func (t *smallMap) show(palette *scene.Palette, m scene.Maps, side float32, region *spec.Region) {
	w, h := paintMaps(t.canvas, palette, m)
	px := func(v int) string { return dom.Px(float64(side) * float64(v)) }
	t.canvas.Style("width", px(w))
	t.canvas.Style("height", px(h))
	t.frame.Flag("hidden", region == nil)
	if region == nil {
		return
	}
	t.frame.Style("left", px(region.Columns.First))
	t.frame.Style("top", px(region.Rows.First))
	t.frame.Style("width", px(region.Columns.Last-region.Columns.First+1))
	t.frame.Style("height", px(region.Rows.Last-region.Rows.First+1))
}

// paintMaps makes a canvas as large as a picture of m with a pixel for each number, paints it, and returns its size.
func paintMaps(canvas *dom.Element, palette *scene.Palette, m scene.Maps) (w, h int) {
	w, h = m.Size()
	rgba := make([]byte, 4*w*h)
	m.Paint(palette, rgba)
	canvas.Pixels(w, h, rgba)
	return w, h
}

// cellRegion is the region of one number.
func cellRegion(c spec.Cell) spec.Region {
	return spec.Region{Rows: spec.Interval{First: c.Row, Last: c.Row}, Columns: spec.Interval{First: c.Column, Last: c.Column}}
}

// named puts an element into a figure with a name and a note over it.
func named(kind string, content *dom.Element) (box, name, note *dom.Element) {
	name, note = dom.Make("b").Attr("class", kind), dom.Make("span")
	return dom.Make("figure", dom.Make("figcaption", name, note), content), name, note
}
