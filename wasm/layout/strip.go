package layout

import (
	"fmt"
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/scene"
	"convlab/wasm/wording"
)

// strips places every layer's maps in the order in which data flows.
func (c *canvas) strips(y float32) float32 {
	if len(c.rows) == 0 {
		return y
	}
	y = c.scale(y, c.spans[0].ramp) + unit
	convs := 0
	for i, row := range c.rows {
		if _, ok := row.Layer.(spec.Conv2D); ok {
			convs++
		}
		if !shown(row.Layer, i == len(c.rows)-1) {
			continue
		}
		y = c.strip(y, i, row, convs, c.spans[i]) + stripGap
		c.Lines = append(c.Lines, scene.Line{
			Points: []scene.Point{{X: c.margin, Y: y}, {X: c.margin + c.width, Y: y}}, Width: 1, Color: scene.Rule, Dash: scene.Dash33,
		})
		y += stripGap
	}
	return y
}

// scale places the switch of the colour scale and, right of it or below, what the colours mean.
func (c *canvas) scale(y float32, ramp scene.Ramp) float32 {
	const bar, height, text, gap = 96, 10, 44, 22
	const key = gap + bar + text
	beside := c.width >= key+340
	slot := scene.Rect{X: c.margin, Y: y, W: c.width}
	if beside {
		slot.W -= key
	}
	below := c.slot("scale", slot, 28)
	r := scene.Rect{X: c.margin + gap, Y: below + unit, W: bar, H: height}
	if beside {
		r.X, r.Y = slot.X+slot.W+gap, y+(below-y-height)/2
	} else {
		below = r.Y + height
	}
	w := c.words
	low, high := w.Format("scale.dark"), w.Format("scale.bright")
	if ramp == scene.Diverging {
		low, high = w.Format("scale.negative"), w.Format("scale.positive")
	}
	numbers := make([]float32, bar)
	for i := range numbers {
		numbers[i] = float32(i) / (bar - 1)
	}
	c.Maps = append(c.Maps, scene.Maps{
		Key: "key", Table: scene.Table{Name: "key", H: 1, W: bar, C: 1, Numbers: numbers},
		Low: []float32{0}, High: []float32{1}, Ramp: ramp, Cell: r, Columns: 1, Len: 1,
	})
	middle := r.Y + height/2 - 9
	c.label(scene.Rect{X: r.X - gap, Y: middle, W: gap - 6, H: 18}, 11, scene.Mute, low).Align = scene.Right
	c.label(scene.Rect{X: r.X + bar + 6, Y: middle, W: text - 6, H: 18}, 11, scene.Mute, high)
	return below
}

// shown leaves out layers that only rearrange, and the output: its bars stand
// above.
func shown(l spec.Layer, last bool) bool {
	switch l.(type) {
	case spec.Flatten, spec.Dropout:
		return false
	}
	return !last
}

func (c *canvas) strip(y float32, layer int, row spec.Row, convs int, r colorScale) float32 {
	x, w := c.margin, c.width
	title, sub := stripTitle(c.words, row, convs)
	if c.phone() {
		c.label(scene.Rect{X: x, Y: y, W: w, H: 20}, textSize, scene.Ink, title)
		c.label(scene.Rect{X: x, Y: y, W: w, H: 20}, smallSize, scene.Mute, sub).Align = scene.Right
		y += 24
	} else {
		x, w = x+labelWidth+12, w-labelWidth-12
	}
	g := c.grid(row.Output, w)
	if c.state.Selection.Unfolded[layer] {
		g.shown = g.rows
	}
	count := min(g.shown*g.columns, row.Output.C)
	m := scene.Maps{
		Key: fmt.Sprint("layer", layer), Table: c.table(layer, row.Output),
		Low: r.low, High: r.high, Ramp: r.ramp,
		Cell: scene.Rect{X: x, Y: y, W: g.cell, H: g.cell}, DX: g.cell + g.gap, DY: g.cell + g.gap, Columns: g.columns, Len: count,
	}
	c.Maps = append(c.Maps, m)
	c.Hits = append(c.Hits, scene.Hit{ID: layerHit(layer), Cell: m.Cell, DX: m.DX, DY: m.DY, Columns: m.Columns, Len: count})
	bottom := y + float32(g.shown)*(g.cell+g.gap)
	if g.rows > g.shown || c.state.Selection.Unfolded[layer] && g.rows > foldRows {
		bottom = c.fold(x, bottom, w, layer, row.Output.C, count)
	}
	if !c.phone() {
		h := float32(38)
		at := y + max((bottom-y-h)/2, 0)
		c.label(scene.Rect{X: c.margin, Y: at, W: labelWidth, H: 20}, textSize, scene.Ink, title)
		c.label(scene.Rect{X: c.margin, Y: at + 18, W: labelWidth, H: 20}, smallSize, scene.Mute, sub)
		bottom = max(bottom, at+h)
	}
	return bottom
}

// table is what a layer came to in the last answer.
func (c *canvas) table(layer int, shape spec.Shape) scene.Table {
	return scene.Table{
		Name: layerHit(layer), Version: c.state.Prediction.Answers, H: shape.H, W: shape.W, C: shape.C, Numbers: c.state.Numbers(layer),
	}
}

// fold is the line under a strip that shows only its first rows.
func (c *canvas) fold(x, y, w float32, layer, all, count int) float32 {
	key := "stage.more"
	if count == all {
		key = "stage.less"
	}
	r := scene.Rect{X: x, Y: y, W: w, H: 24}
	c.Folds = append(c.Folds, scene.Fold{
		Rect: r, Layer: layer, Open: count == all, Text: c.words.Format(key, "n", strconv.Itoa(all-count), "all", strconv.Itoa(all)),
	})
	return y + r.H
}

// foldRows is how many rows of a strip are shown before it folds.
const foldRows = 4

type grid struct {
	columns, rows, shown int
	cell, gap            float32
}

// grid finds the fewest rows that leave each picture large enough to see.
func (c *canvas) grid(out spec.Shape, width float32) grid {
	side := float32(max(out.H, out.W))
	want := min(max(side*1.2, 12), 34)
	if c.phone() {
		want = min(max(side, 10), 28)
	}
	g := grid{gap: 2}
	if out.Flat() {
		want = 8
	}
	for g.rows = 1; ; g.rows++ {
		g.columns = (out.C + g.rows - 1) / g.rows
		g.cell = c.snap((width - float32(g.columns-1)*g.gap) / float32(g.columns))
		if g.cell >= want || g.columns == 1 {
			break
		}
	}
	most := max(2*side, 24)
	if out.Flat() {
		most = 12
	}
	g.cell = c.snap(min(g.cell, most, width))
	g.shown = min(g.rows, foldRows)
	return g
}

// stripTitle names a layer and says what it makes.
func stripTitle(w wording.Words, row spec.Row, convs int) (title, sub string) {
	title = wording.LayerTitle(w, row.Layer, convs)
	if row.ReceptiveField >= spec.MNIST().H {
		return title, w.Format("stage.seesall", "shape", row.Output.String())
	}
	if row.ReceptiveField > 0 {
		return title, w.Format("stage.sees", "shape", row.Output.String(), "n", strconv.Itoa(row.ReceptiveField))
	}
	return title, w.Format("stage.units", "n", strconv.Itoa(row.Output.C))
}
