package layout

import (
	"fmt"
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// heroSide is the height of the pinned map.
const heroSide = 112

// hero places the pinned map, large, with its pooled version beside it on the
// same colour scale. Without a pin it says how to make one. It always takes
// the same room: nothing moves while the pointer wanders over the maps.
func (c *canvas) hero(x, y, w float32) float32 {
	c.heroAt(x, y, w)
	text := float32(0)
	for _, key := range []string{"stage.point", "stage.hero", "stage.hero.max", "stage.hero.average", "stage.hero.unit"} {
		text = max(text, textHeight(c.words.Format(key, "n", "1", "map", "100"), smallSize, w))
	}
	return y + heroSide + captionSkip + text
}

func (c *canvas) heroAt(x, y, w float32) {
	pick := c.pinned
	if c.pointed.On {
		pick = c.pointed
	}
	rows := c.rows
	if pick.On && pick.Layer < len(rows)-1 && !hasMaps(rows[pick.Layer]) {
		c.heroUnit(x, y, w, pick)
		return
	}
	if !pick.On || !hasMaps(rows[pick.Layer]) {
		frame := scene.Rect{X: x, Y: y, W: min(w, heroSide), H: min(w, heroSide)}
		c.Fills = append(c.Fills, scene.Fill{Rect: frame, Color: scene.Rule, Stroke: 1})
		c.caption(x, y+frame.H+captionSkip, w, smallSize, scene.Mute, c.words.Format("stage.point"))
		return
	}
	source, pooled := pick.Layer, pick.Layer+1
	if pools(rows[source].Layer) && source > 0 {
		source, pooled = source-1, source
	}
	paired := pooled < len(rows) && pools(rows[pooled].Layer)
	r := c.spans[source]
	texel := c.heroTexel(rows, source, pooled, paired, w)
	a := c.heroMap(x, y, texel, source, pick.Map, rows[source], r)
	if paired {
		b := c.heroMap(a.X+a.W+unit, y, texel, pooled, pick.Map, rows[pooled], r)
		b.Y += a.H - b.H
		c.Maps[len(c.Maps)-1].Cell = b
	}
	c.caption(x, a.Y+a.H+captionSkip, w, smallSize, scene.Mute, heroCaption(c.words, rows, source, pooled, paired, pick.Map))
}

// heroUnit shows the number of one unit, in its colour.
func (c *canvas) heroUnit(x, y, w float32, pick state.Pick) {
	s := c.state
	numbers := s.Numbers(pick.Layer)
	if pick.Map >= len(numbers) {
		return
	}
	c.heroMap(x, y, heroSide/2, pick.Layer, pick.Map, c.rows[pick.Layer], c.spans[pick.Layer])
	c.caption(x, y+heroSide/2+captionSkip, w, smallSize, scene.Mute, c.words.Format("stage.hero.unit",
		"n", strconv.Itoa(pick.Map+1), "value", strconv.FormatFloat(float64(numbers[pick.Map]), 'g', 3, 32)))
}

// heroTexel is the size of one number such that both maps fit beside each
// other: the same for both, so that the pooled one is smaller by what pooling
// takes away.
func (c *canvas) heroTexel(rows []spec.Row, source, pooled int, paired bool, w float32) float32 {
	across := float32(rows[source].Output.W)
	room := w
	if paired {
		across += float32(rows[pooled].Output.W)
		room -= unit
	}
	tall := heroSide / float32(rows[source].Output.H)
	return max(min(room/across, tall), 1)
}

func (c *canvas) heroMap(x, y, texel float32, layer, channel int, row spec.Row, r colorScale) scene.Rect {
	cell := scene.Rect{X: x, Y: y, W: texel * float32(row.Output.W), H: texel * float32(row.Output.H)}
	low, high := r.of(channel)
	c.Maps = append(c.Maps, scene.Maps{
		Key: fmt.Sprint("hero", layer, "/", channel), Table: c.table(layer, row.Output),
		Low: low, High: high, Ramp: r.ramp, Cell: cell, Columns: 1, First: channel, Len: 1,
	})
	return cell
}

func heroCaption(w wording.Words, rows []spec.Row, source, pooled int, paired bool, channel int) string {
	convs := 0
	for _, row := range rows[:source+1] {
		if _, ok := row.Layer.(spec.Conv2D); ok {
			convs++
		}
	}
	pairs := []string{"n", strconv.Itoa(convs), "map", strconv.Itoa(channel + 1)}
	if !paired {
		return w.Format("stage.hero", pairs...)
	}
	if _, ok := rows[pooled].Layer.(spec.MaxPooling2D); ok {
		return w.Format("stage.hero.max", pairs...)
	}
	return w.Format("stage.hero.average", pairs...)
}

// grown shows the map under the pointer enlarged, above everything else.
func (c *canvas) grown() {
	if !c.pointed.On {
		return
	}
	for _, m := range c.Maps {
		if m.Key != fmt.Sprint("layer", c.pointed.Layer) || c.pointed.Map >= m.Len {
			continue
		}
		at := m.Rect(c.pointed.Map)
		side := min(max(at.W*2, 56), 104)
		r := scene.Rect{X: at.X + (at.W-side)/2, Y: at.Y - side - 4, W: side, H: side}
		r.X = min(max(r.X, c.margin), c.W-c.margin-side)
		if c.underControls(r) {
			r.Y = at.Y + at.H + 4
		}
		low, high := colorScale{low: m.Low, high: m.High}.of(c.pointed.Map)
		c.Front = append(c.Front, scene.Maps{
			Key: "grown", Table: m.Table,
			Low: low, High: high, Ramp: m.Ramp, Cell: r, Columns: 1, First: c.pointed.Map, Len: 1,
		})
		c.Frames = append(c.Frames, scene.Fill{Rect: r, Color: scene.Accent, Stroke: 2}, scene.Fill{Rect: at, Color: scene.Accent, Stroke: 2})
	}
	if c.pinned.On {
		for _, m := range c.Maps {
			if m.Key == fmt.Sprint("layer", c.pinned.Layer) && c.pinned.Map < m.Len {
				c.Frames = append(c.Frames, scene.Fill{Rect: m.Rect(c.pinned.Map), Color: scene.Accent, Stroke: 2})
			}
		}
	}
}

// underControls reports whether HTML would stand over r.
func (c *canvas) underControls(r scene.Rect) bool {
	for _, slot := range c.Slots {
		if r.X < slot.X+slot.W && slot.X < r.X+r.W && r.Y < slot.Y+slot.H && slot.Y < r.Y+r.H {
			return true
		}
	}
	return false
}

// hasMaps reports whether a layer's output is pictures rather than numbers.
func hasMaps(r spec.Row) bool {
	_, ok := r.Layer.(spec.Windowed)
	return ok
}

func pools(l spec.Layer) bool {
	switch l.(type) {
	case spec.MaxPooling2D, spec.AveragePooling2D:
		return true
	}
	return false
}
