//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// thumbnails is the row of small maps under the pad of a phone: they follow the pen while the columns are below the screen. A tap
// scrolls to the column.
type thumbnails struct {
	a       *app
	row     *dom.Element
	list    []*thumbnail
	palette scene.Palette
}

type thumbnail struct {
	button, label *dom.Element
	picture       *smallMap
	shown         scene.Maps
	cell          float32 // side of a number
	theme         scene.Theme
}

func newThumbnails(a *app) *thumbnails { return &thumbnails{a: a, row: dom.ByID("thumbnails")} }

func (t *thumbnails) show(w wording.Words, s *state.State, r *river.River) {
	columns := r.Columns[1 : len(r.Columns)-1]
	t.row.Flag("hidden", columns[0].Thumbnail.Rect.W == 0)
	if columns[0].Thumbnail.Rect.W == 0 {
		return
	}
	place := columns[0].Thumbnail
	put(t.row, scene.Rect{Y: place.Rect.Y, W: r.W})
	t.row.Style("height", dom.Px(float64(place.Label.Y+place.Label.H-place.Rect.Y)))
	t.palette.Use(t.a.theme)
	names := wording.ColumnNames(w, s.Model())
	for i := range columns {
		if i == len(t.list) {
			t.list = append(t.list, t.newThumbnail(i))
		}
		name := w.Format("column.picture_short")
		if layer := columns[i].Layer; layer >= 0 {
			name = names[layer]
		}
		t.list[i].show(&t.palette, t.a.theme, &columns[i], layout.Thumbnail(s, &columns[i]), name)
	}
	for _, rest := range t.list[len(columns):] {
		rest.button.Flag("hidden", true)
	}
}

// newThumbnail makes the button that scrolls to column i after the pad.
func (t *thumbnails) newThumbnail(i int) *thumbnail {
	n := &thumbnail{picture: newSmallMap(), label: dom.Make("span").Attr("class", "name")}
	n.button = dom.Make("button", n.picture.box, n.label).Attr("type", "button")
	n.button.On("click", func(dom.Event) {
		const above = 8
		o := t.a.overlay
		dom.ScrollPage(o.stage.Box().Y + float64(o.river.Columns[i+1].Rect.Y) - above)
	})
	t.row.Append(n.button)
	return n
}

func (n *thumbnail) show(palette *scene.Palette, theme scene.Theme, c *river.Column, m scene.Maps, name string) {
	place := c.Thumbnail
	n.button.Flag("hidden", false)
	n.button.Style("left", dom.Px(float64(place.Rect.X)))
	n.button.Style("width", dom.Px(float64(place.Rect.W)))
	n.label.Text(name)
	if m.SamePixels(n.shown) && place.Map.Cell == n.cell && theme == n.theme {
		return
	}
	n.shown, n.cell, n.theme = m, place.Map.Cell, theme
	n.picture.show(palette, m, place.Map.Cell, nil)
}
