package wording

import (
	"fmt"
	"strconv"
	"strings"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

// Emphasis is a sentence in which the words about learned numbers have a colour of their own.
type Emphasis struct{ Before, Learned, After string }

// emphasise finds the words in a text.
func emphasise(text, learned string) Emphasis {
	before, after, _ := strings.Cut(text, learned)
	return Emphasis{before, learned, after}
}

// WindowMissing says why no number can be worked out at the moment; both texts are "" where one can.
func WindowMissing(w Words, s *state.State) (title, text string) {
	m := s.Model()
	if learn := s.Network.Learn; len(learn) > 0 && (!s.Route.Chosen().On || s.Route.Explanation.Layer >= learn[0]) {
		title = w.Format("window.learn", "layer", ColumnNames(w, m)[learn[0]])
		weights, biases := learnedNumbers(m, learn[0])
		return title, w.Format("window.learn.text", "weights", Count(weights), "biases", Count(biases))
	}
	switch {
	case s.Pad.Empty():
		return w.Format("window.empty"), w.Format("window.empty.text")
	case !s.Route.Chosen().On || s.Route.Outdated() || s.Numbers(s.Route.Explanation.Layer) == nil:
		return w.Format("window.waits"), w.Format("window.waits.text")
	}
	return "", ""
}

// learnedNumbers counts the weights and the biases of a layer.
func learnedNumbers(m spec.Model, layer int) (weights, biases int) {
	rows, err := m.Ledger()
	if err != nil {
		return 0, 0
	}
	biases = rows[layer].Output.C
	return int(rows[layer].Weights) - biases, biases
}

// WindowTitle names the number that the explanation works out, and its place.
func WindowTitle(w Words, s *state.State) (title, place string) {
	m, e := s.Model(), &s.Route.Explanation
	cell := e.Route[e.Layer+1]
	name := ColumnNames(w, m)[e.Layer]
	switch {
	case e.Unit != nil && e.Layer == len(m.Layers)-1:
		return w.Format("window.score", "digit", strconv.Itoa(cell.Channel)), name
	case e.Unit != nil:
		return w.Format("window.unit", "layer", name), w.Format("column.unit", "n", strconv.Itoa(cell.Channel+1))
	}
	if shapeOf(m, e.Layer).Flat() && !shapeOf(m, e.Layer-1).Flat() { // the mean of a map
		return w.Format("window.number", "layer", name), w.Format("column.map", "n", strconv.Itoa(cell.Channel+1))
	}
	return w.Format("window.number", "layer", name), cellPlace(w, cell)
}

// cellPlace names a number of a map, counted from 1.
func cellPlace(w Words, c spec.Cell) string {
	return w.Format("window.place", "map", strconv.Itoa(c.Channel+1), "row", strconv.Itoa(c.Row+1), "column", strconv.Itoa(c.Column+1))
}

// WindowSentence says in a sentence how the number comes about, and that it is only an example where no number adds to the score.
func WindowSentence(w Words, s *state.State) Emphasis {
	text := numberSentence(w, s)
	if e := &s.Route.Explanation; e.BiasDecides() {
		text.After += " " + w.Format("window.bias.decides", "digit", strconv.Itoa(e.Digit), "bias", w.Format("answer.bias"))
	}
	return text
}

func numberSentence(w Words, s *state.State) Emphasis {
	m, e := s.Model(), &s.Route.Explanation
	before := ReadsFrom(m, e.Layer)
	in := shapeOf(m, before)
	weight, weights := "window.weight", "window.weights"
	if s.Network.Origin == wire.Untrained {
		weight, weights = "window.weight.random", "window.weights.random"
	}
	switch l := m.Layers[e.Layer].(type) {
	case spec.Conv2D:
		key := "window.conv"
		switch {
		case before < 0:
			key = "window.conv.picture"
		case in.C == 1:
			key = "window.conv.single"
		}
		learned := w.Format(weight)
		text := w.Format(key, "size", square(l.KernelSize), "maps", strconv.Itoa(in.C), "layer", layerOrPicture(w, m, before),
			"products", Count(len(e.Window.Products)), "weight", learned)
		return emphasise(text+" "+w.Format("window.then."+string(l.Activation.Or())), learned)
	case spec.MaxPooling2D, spec.AveragePooling2D:
		return Emphasis{Before: w.Format("window.pool", "n", strconv.Itoa(len(e.Pool.Patch))) + " " + wholeMap(w, e.Pool)}
	case spec.Dense:
		n := len(e.Unit.Weights)
		learned := w.Format(weights, "n", Count(n))
		if before < 0 {
			return emphasise(w.Format("window.unit.picture", "weights", learned), learned)
		}
		text := w.Format("window.unit.maps", "n", Count(n), "layer", layerOrPicture(w, m, before), "weights", learned)
		return emphasise(text+" "+w.Format("window.then."+string(l.Activation.Or())), learned)
	}
	return Emphasis{Before: w.Format("window.mean", "size", Size(in), "layer", layerOrPicture(w, m, before))}
}

// WindowParts are the notes of the three tables of a convolution, where the channel of its input has that number.
func WindowParts(w Words, s *state.State, channel int) (window, kernel, products string) {
	m, e := s.Model(), &s.Route.Explanation
	before, filter := ReadsFrom(m, e.Layer), strconv.Itoa(e.Route[e.Layer+1].Channel+1)
	from := strconv.Itoa(channel + 1)
	window, kernel = MapOf(w, m, before, channel), w.Format("window.kernel.of", "from", from, "to", filter)
	if shapeOf(m, before).C == 1 {
		kernel = w.Format("column.map", "n", filter)
	}
	return window, kernel, w.Format("window.sum.of", "sum", Cell(e.Window.Sums[channel]))
}

// MapOf names a map of a layer's output, or the picture.
func MapOf(w Words, m spec.Model, layer, channel int) string {
	if layer < 0 {
		return w.Format("window.picture")
	}
	return w.Format("window.map", "layer", ColumnNames(w, m)[layer], "map", strconv.Itoa(channel+1))
}

// ReadsFrom is the layer whose numbers a layer of m reads, -1 being the picture: what only arranges or drops numbers is passed over.
func ReadsFrom(m spec.Model, layer int) int {
	for layer--; layer >= 0; layer-- {
		switch m.Layers[layer].(type) {
		case spec.Flatten, spec.Dropout:
			continue
		}
		break
	}
	return layer
}

// shapeOf is the shape of a layer's output, or of the picture.
func shapeOf(m spec.Model, layer int) spec.Shape {
	shapes, err := m.Shapes()
	if err != nil || layer < 0 {
		return m.Input
	}
	return shapes[layer]
}

// layerOrPicture names a layer, or the picture.
func layerOrPicture(w Words, m spec.Model, layer int) string {
	if layer < 0 {
		return w.Format("window.picture")
	}
	return ColumnNames(w, m)[layer]
}

// square writes the size of a window or of a receptive field: "3×3".
func square(side int) string { return fmt.Sprintf("%d×%d", side, side) }
