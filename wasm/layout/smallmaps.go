package layout

import (
	"convlab/engine/spec"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// OutputMap is a map of a layer's output as its column shows it, -1 being the picture as the network read it. It has no place.
func OutputMap(s *state.State, layer, channel int) scene.Maps {
	shape := s.Model().Input
	if shapes, err := s.Model().Shapes(); err == nil && layer >= 0 {
		shape = shapes[layer]
	}
	return outputMap(shape, channel, s.Numbers(layer), layerScale(s, layer))
}

// OutputMaps are all maps of a layer's output: OutputMap for each channel. To find their colour scale once matters: it reads the
// numbers of all layers.
func OutputMaps(s *state.State, layer int) []scene.Maps {
	shapes, err := s.Model().Shapes()
	if err != nil || layer < 0 || layer >= len(shapes) {
		return nil
	}
	list := make([]scene.Maps, shapes[layer].C)
	numbers, scale := s.Numbers(layer), layerScale(s, layer)
	for channel := range list {
		list[channel] = outputMap(shapes[layer], channel, numbers, scale)
	}
	return list
}

func outputMap(shape spec.Shape, channel int, numbers []float32, scale colorScale) scene.Maps {
	m := inColours(scale, channel, shape.W, numbers)
	m.Table.H, m.Table.C, m.First = shape.H, shape.C, channel
	return m
}

// InColours is numbers of a map of a layer's output, so many in a row, in the colours of that map. It has no place.
func InColours(s *state.State, layer, channel, columns int, numbers []float32) scene.Maps {
	return inColours(layerScale(s, layer), channel, columns, numbers)
}

func inColours(scale colorScale, channel, columns int, numbers []float32) scene.Maps {
	m := small(numbers, columns)
	m.Low, m.High = scale.of(channel)
	m.Ramp = scale.ramp
	return m
}

// layerScale is the colour scale of a layer's output, -1 being the picture.
func layerScale(s *state.State, layer int) colorScale {
	if rows, err := s.Model().Ledger(); err == nil && layer >= 0 {
		return riverScales(s, rows)[layer]
	}
	return colorScale{low: []float32{0}, high: []float32{1}, ramp: scene.Activations}
}

// SignedMap is numbers with signs, so many in a row, in colours whose ends are the largest of them. It has no place.
func SignedMap(numbers []float32, columns int) scene.Maps {
	m := small(numbers, columns)
	most := float32(0)
	for _, v := range numbers {
		most = max(most, v, -v)
	}
	m.Low, m.High, m.Ramp = []float32{-most}, []float32{most}, scene.Signed
	return m
}

// small is one picture of numbers, so many in a row.
func small(numbers []float32, columns int) scene.Maps {
	return scene.Maps{Table: scene.Table{H: len(numbers) / columns, W: columns, C: 1, Numbers: numbers}, Columns: 1, Len: 1}
}

// Channel is one channel of numbers in NHWC order.
func Channel(numbers []float32, channels, channel int) []float32 {
	list := make([]float32, 0, len(numbers)/channels)
	for i := channel; i < len(numbers); i += channels {
		list = append(list, numbers[i])
	}
	return list
}

// Bar is a bar above or below the zero line of a chart, in parts of its height from the top.
type Bar struct{ Top, Height float32 }

// Bars scales numbers to a chart in which the largest and the smallest have room, and says where its zero line is.
func Bars(numbers []float32) (bars []Bar, zero float32) {
	low, high := float32(0), float32(0)
	for _, v := range numbers {
		low, high = min(low, v), max(high, v)
	}
	bars = make([]Bar, len(numbers))
	all := high - low
	if !(all > 0) { // all are 0, or one is not a number
		return bars, 0.5
	}
	zero = high / all
	for i, v := range numbers {
		bars[i] = Bar{zero - max(v, 0)/all, max(v, -v) / all}
	}
	return bars, zero
}

// WindowOf returns the region of the layer before that a number of a layer's output reads, cut at the edge of its maps.
func WindowOf(m spec.Model, layer int, c spec.Cell) spec.Region {
	regions, err := m.ReceptiveField(layer, c.Row, c.Column)
	if err != nil {
		return spec.Region{}
	}
	return regions[layer].Clip(inputOf(m, layer))
}

// InWindow is the number of the layer before at a place in the window of a number, counted row by row, in one channel. There is none in
// the padding.
func InWindow(m spec.Model, layer int, c spec.Cell, at, channel int) (cell spec.Cell, ok bool) {
	regions, err := m.ReceptiveField(layer, c.Row, c.Column)
	if err != nil || at < 0 {
		return cell, false
	}
	window := regions[layer]
	side := window.Columns.Last - window.Columns.First + 1
	cell = spec.Cell{Row: window.Rows.First + at/side, Column: window.Columns.First + at%side, Channel: channel}
	return cell, inputOf(m, layer).Contains(cell)
}

// inputOf is the shape of a layer's input.
func inputOf(m spec.Model, layer int) spec.Shape {
	if shapes, err := m.Shapes(); err == nil && layer > 0 {
		return shapes[layer-1]
	}
	return m.Input
}

// Thumbnail returns the picture in a column's thumbnail: its chosen map, or the units of a Dense layer in rows, as many as have a tile. It
// has no place.
func Thumbnail(s *state.State, c *river.Column) scene.Maps {
	place := c.Thumbnail.Map
	var m scene.Maps
	if c.Kind == river.DenseColumn {
		m = InColours(s, c.Layer, 0, place.Cols, tileNumbers(s, c))
		m.Table.H = place.Rows
	} else {
		cell, _ := s.Route.Cell(c.Layer)
		m = OutputMap(s, c.Layer, min(cell.Channel, c.Shape.C-1))
	}
	m.Key = "thumbnail"
	m.Table.Version = s.Prediction.Answers
	return m
}

// tileNumbers are the numbers of the units that have a tile, filled up with zeros to whole rows; nil while they are not known.
func tileNumbers(s *state.State, c *river.Column) []float32 {
	numbers := s.Numbers(c.Layer)
	if numbers == nil {
		return nil
	}
	list := make([]float32, c.Thumbnail.Map.Rows*c.Thumbnail.Map.Cols)
	for i, unit := range unitsIn(s, c.Layer, c.Shape.C, len(list)) {
		list[i] = numbers[unit]
	}
	return list
}
