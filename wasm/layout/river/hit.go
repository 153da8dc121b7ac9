package river

import (
	"fmt"
	"slices"

	"convlab/engine/spec"
	"convlab/wasm/scene"
)

// Place is what a target of the scene is.
type Place struct {
	Column int
	Layer  int       // of the model; -1: the picture
	What   What      // what is there
	Cell   spec.Cell // its row and column in a map; its Channel is the map or the unit, or a place among Units or Pictures that do not show all
}

// What is the kind of a place.
type What uint8

// The kinds of places.
const (
	NumberPlace    What = iota // of the chosen map: Row and Column of Place.Cell
	MapPlace                   // in the channelGrid: Channel
	UnitPlace                  // a tile of Units: Channel counts the tiles
	PicturePlace               // a large picture of a unit: Channel counts the pictures
	MosaicPlace                // in the mosaic: Channel counts the places
	ThumbnailPlace             // of the column
)

// hitFormat is the ID of a grid of hits: what it is, its column, and its first tile.
const hitFormat = "river%d/%d/%d"

// Hits are the places of a river that react to a pointer. Controls are HTML.
func (r *River) Hits() (list []scene.Hit) {
	add := func(what What, column, first int, h scene.Hit) {
		if h.Len > 0 {
			h.ID = fmt.Sprintf(hitFormat, what, column, first)
			list = append(list, h)
		}
	}
	for i := range r.Columns {
		c := &r.Columns[i]
		if f := c.FeatureMap; f.Cell > 0 {
			add(NumberPlace, i, 0, scene.Hit{Cell: f.CellAt(0, 0), DX: f.Cell, DY: f.Cell, Columns: f.Cols, Len: f.Rows * f.Cols})
		}
		add(MapPlace, i, c.Channels.First(), c.Channels.hit())
		add(UnitPlace, i, 0, c.Units.hit())
		if t := c.Thumbnail.Rect; t.W > 0 {
			add(ThumbnailPlace, i, 0, scene.Hit{Cell: t, Columns: 1, Len: 1})
		}
	}
	if d := r.Opened; d != nil {
		add(PicturePlace, d.Column, 0, d.Pictures.hit())
		add(MosaicPlace, d.Column, d.Mosaic.First(), d.Mosaic.hit())
	}
	return list
}

// hit is a grid's tiles as places.
func (g Grid) hit() scene.Hit {
	return scene.Hit{Cell: scene.Rect{X: g.Rect.X, Y: g.Rect.Y, W: g.W, H: g.H}, DX: g.DX, DY: g.DY, Columns: g.Columns, Len: g.Shown()}
}

// Place is what a target among Hits is; false if it is something else.
func (r *River) Place(t scene.Target) (p Place, ok bool) {
	first := 0
	if n, _ := fmt.Sscanf(t.ID, hitFormat, &p.What, &p.Column, &first); n != 3 || p.Column < 0 || p.Column >= len(r.Columns) {
		return Place{}, false
	}
	c := &r.Columns[p.Column]
	p.Layer = c.Layer
	switch p.What {
	case NumberPlace:
		p.Cell = spec.Cell{Row: t.Cell / c.FeatureMap.Cols, Column: t.Cell % c.FeatureMap.Cols}
	case ThumbnailPlace:
	default:
		p.Cell = spec.Cell{Channel: first + t.Cell}
	}
	return p, true
}

// ColumnOf is the column that a layer of the model belongs to; -1 is the picture.
func (r *River) ColumnOf(layer int) int {
	for i, c := range r.Columns {
		if slices.Contains(c.Layers, layer) {
			return i
		}
	}
	return 1
}
