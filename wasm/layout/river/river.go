package river

import (
	"slices"

	"convlab/engine/spec"
	"convlab/wasm/scene"
)

// View has what the geometry depends on in addition to the network.
type View struct {
	W, H      float32     // the room between the run bar and the lower edge of the window, without an open lesson
	Scale     float32     // device pixels for a CSS pixel
	TextScale float32     // 1: a body text of 13 px. More is large type. 0 counts as 1
	Workbench Workbench   // as the user has set it
	Offset    int         // columns that are scrolled out at the left
	Route     []spec.Cell // the chosen number of the picture and of the output of each layer, a map or unit by its place in the grid; where it is missing, the first
	ReadOnly  bool        // the controls cannot show the network: nothing can be added
}

// River has the places of everything. Rectangles of things that a mode does not have are empty.
type River struct {
	Mode    Mode
	W, H    float32  // of the stage
	Page    float32  // height of the stage and the workbench; above View.H, the page scrolls
	Lines   []Line   // of columns; in a tall river, none
	Columns []Column // from the pad to the answer, the hidden ones included
	Gutters []Gutter // between neighbouring columns that are shown
	Pluses  []Plus   // where a layer can be added
	Pad     Pad
	Steps   Steps
	Answer  Answer
	Final   Answer         // tall: the answer once more, at the end
	Opened  *DenseNetwork  // a dense network, whose units are shown as pictures of their weights; otherwise nil
	Scroll  Scroll         // wide: which columns are shown
	Bench   WorkbenchPlace // below the stage, or over its lower part
	Sheet   float32        // tall: the largest height of a sheet over the page
	Paper   []scene.Rect   // what is on paper where the river passes under it
	Short   Short
}

// Mode is the arrangement of the columns.
type Mode uint8

// The modes.
const (
	Wide Mode = iota // one line; the page does not scroll
	Wrap             // lines of columns, like a text
	Tall             // one column below the other
)

// WrapWidth is the width from which a page is no phone's, in CSS pixels. The breakpoints of the stylesheets follow from it and from
// wideWidth and narrowPhone: page.css lists them.
const WrapWidth = 640

// The width from which the river is in one line, and the smallest stage.
const (
	wideWidth = 940
	minWidth  = 320
)

// Line is a line of columns.
type Line struct {
	Spine float32 // height of the middle of pad, maps and answer
	Box   float32 // side of the square in which every column shows its map
}

// top is the upper edge of the boxes.
func (l Line) top() float64 { return float64(l.Spine - l.Box/2) }

// Short says which texts of a wide river are short because its columns are narrow.
type Short struct {
	Chips     bool // "s 1" for "stride 1"; and heads without channels
	MapLabels bool // without "sees"
	Captions  bool
}

// Column is the layers of a column and the places of its things. Chips has two rows.
type Column struct {
	LayerGroup
	Hidden     bool       // scrolled out: its rectangles are empty
	Rest       int        // scrolled out: how many maps its Channels would leave out, with a button for them
	Line       int        // of Lines
	Rect       scene.Rect // all of it
	Box        scene.Rect // where the river begins and ends: the pad, the map, the tiles or the box of the answer
	Title      scene.Rect // name and shape
	Subtitle   scene.Rect // of the picture: its shape
	Chips      [2]scene.Rect
	Button     scene.Rect // tall: all settings in one
	MapLabel   scene.Rect // which map, and what it sees
	Caption    scene.Rect
	FeatureMap FeatureMap // the chosen map; of a Dense layer, none
	Units      Grid       // of a Dense layer, in the place of the map: one tile for each unit, or for the Units.Count most important ones
	Channels   Grid       // all maps: the channelGrid
	UnitScores scene.Rect // what the chosen unit adds to each score, row for row beside the bars
	Thumbnail  Thumbnail  // tall
	Previous   scene.Rect // tall: the map before
	Next       scene.Rect
	All        scene.Rect
}

// Layout places a network in a view. Widths below 320 count as 320.
func Layout(n Network, v View) River {
	l := layouter{raster: rasterOf(v.Scale), view: v, network: n, text: max(float64(v.TextScale), 1)}
	l.view.W = max(v.W, minWidth)
	l.River.W = l.view.W
	l.River.Columns = make([]Column, len(n.groups))
	for i, p := range n.groups {
		l.River.Columns[i].LayerGroup = p
	}
	switch {
	case l.view.W < WrapWidth:
		l.tall()
	case l.view.W < wideWidth || l.text > 1:
		l.wrap()
	default:
		l.wide()
	}
	l.gutters()
	l.pluses()
	return l.River
}

// layouter is a River in the making.
type layouter struct {
	raster
	River
	view    View
	network Network
	text    float64 // scale of the texts

	lattices    []lattice // of the groups that have a channelGrid
	largestTile float64   // of a channelGrid
}

// chosen is the chosen channel or unit of a column.
func (l *layouter) chosen(c *Column) int {
	if c.Layer+1 >= len(l.view.Route) {
		return 0
	}
	return min(max(l.view.Route[c.Layer+1].Channel, 0), c.Shape.C-1)
}

// ColumnOf is the column of a layer of the model; layer -1 is the picture.
func (r *River) ColumnOf(layer int) int {
	for i, c := range r.Columns {
		if slices.Contains(c.Layers, layer) {
			return i
		}
	}
	return 1
}
