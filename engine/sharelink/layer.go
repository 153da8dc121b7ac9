package sharelink

import (
	"fmt"
	"strconv"
	"strings"

	"convlab/engine/spec"
)

// A layer is a letter, its sizes with points between them, and letters for
// what is not Keras's default:
//
//	C32.3.2sr  Conv2D: 32 filters, 3×3, strides 2, same padding, relu
//	M3.2s      MaxPooling2D: 3×3, strides 2, same padding; A is AveragePooling2D
//	D64r       Dense: 64 units, relu (t tanh, g sigmoid, x softmax)
//	O0.25      Dropout
//	G, F       GlobalAveragePooling2D, Flatten
//
// and between layers stands a hyphen.
const same = 's'

func letterOf(a spec.Activation) string {
	return map[spec.Activation]string{spec.ReLU: "r", spec.Tanh: "t", spec.Sigmoid: "g", spec.Softmax: "x"}[a]
}

func activationOf(letter byte) (spec.Activation, bool) {
	a, ok := map[byte]spec.Activation{'r': spec.ReLU, 't': spec.Tanh, 'g': spec.Sigmoid, 'x': spec.Softmax}[letter]
	return a, ok
}

func encodeLayers(layers []spec.Layer) string {
	codes := make([]string, len(layers))
	for i, l := range layers {
		codes[i] = encodeLayer(l)
	}
	return strings.Join(codes, "-")
}

// encodeLayer knows every layer that spec.Model.Check lets through.
func encodeLayer(l spec.Layer) string {
	switch l := l.(type) {
	case spec.Conv2D:
		return fmt.Sprintf("C%d.%d", l.Filters, l.KernelSize) + slides(l.Strides, 1, l.Padding) + letterOf(l.Activation)
	case spec.MaxPooling2D:
		return fmt.Sprintf("M%d", l.PoolSize) + slides(l.Strides, l.PoolSize, l.Padding)
	case spec.AveragePooling2D:
		return fmt.Sprintf("A%d", l.PoolSize) + slides(l.Strides, l.PoolSize, l.Padding)
	case spec.Dense:
		return fmt.Sprintf("D%d", l.Units) + letterOf(l.Activation)
	case spec.Dropout:
		return "O" + strconv.FormatFloat(float64(l.Rate), 'f', -1, 32) // no exponent: its hyphen would end the layer
	case spec.GlobalAveragePooling2D:
		return "G"
	case spec.Flatten:
		return "F"
	}
	panic("link: a layer without a letter")
}

func slides(strides, usual int, p spec.Padding) string {
	var text string
	if strides != 0 && strides != usual {
		text = fmt.Sprintf(".%d", strides)
	}
	if p == spec.Same {
		text += string(same)
	}
	return text
}

func decodeLayers(text string) ([]spec.Layer, error) {
	var layers []spec.Layer
	for more := true; more; {
		if len(layers) == spec.MaxLayers {
			return nil, &spec.Error{
				Path: "layers", Value: "more layers", Rule: spec.RuleLayers,
				Want: fmt.Sprintf("1 to %d", spec.MaxLayers), Low: 1, High: spec.MaxLayers,
			}
		}
		var code string
		code, text, more = strings.Cut(text, "-")
		l, ok := decodeLayer(code)
		if !ok {
			return nil, refuse(fmt.Sprintf("layers[%d]", len(layers)), quoted(code), "a layer as in C32.3r, M2, A2, D64r, O0.25, G or F")
		}
		layers = append(layers, l)
	}
	return layers, nil
}

func decodeLayer(code string) (spec.Layer, bool) {
	if code == "" {
		return nil, false
	}
	kind := code[0]
	if kind == 'O' {
		rate, err := spec.ParseDecimal(code[1:])
		return spec.Dropout{Rate: rate}, err == nil
	}
	c := coded{rest: code[1:]}
	var l spec.Layer
	switch kind {
	case 'C':
		l = spec.Conv2D{Filters: c.size(), KernelSize: c.next(), Strides: c.strides(), Padding: c.padding(), Activation: c.activation()}
	case 'M':
		l = spec.MaxPooling2D{PoolSize: c.size(), Strides: c.strides(), Padding: c.padding()}
	case 'A':
		l = spec.AveragePooling2D{PoolSize: c.size(), Strides: c.strides(), Padding: c.padding()}
	case 'D':
		l = spec.Dense{Units: c.size(), Activation: c.activation()}
	case 'G':
		l = spec.GlobalAveragePooling2D{}
	case 'F':
		l = spec.Flatten{}
	}
	return l, l != nil && !c.bad && c.rest == ""
}

// coded is what is left of a layer's text. Its methods are called in the order
// in which the parts stand there.
type coded struct {
	rest string
	bad  bool
}

// size reads a whole number of up to five digits: more no layer has.
func (c *coded) size() int {
	n, digits := 0, 0
	for digits < len(c.rest) && digits < 5 && c.rest[digits] >= '0' && c.rest[digits] <= '9' {
		n = 10*n + int(c.rest[digits]-'0')
		digits++
	}
	c.bad = c.bad || digits == 0
	c.rest = c.rest[digits:]
	return n
}

// next reads a point and a number.
func (c *coded) next() int {
	rest, ok := strings.CutPrefix(c.rest, ".")
	c.bad, c.rest = c.bad || !ok, rest
	return c.size()
}

// strides reads a point and a number, or nothing for Keras's default.
func (c *coded) strides() int {
	if !strings.HasPrefix(c.rest, ".") {
		return 0
	}
	n := c.next()
	c.bad = c.bad || n == 0 // to spec it would mean the default
	return n
}

func (c *coded) padding() spec.Padding {
	rest, ok := strings.CutPrefix(c.rest, string(same))
	if !ok {
		return spec.Valid
	}
	c.rest = rest
	return spec.Same
}

func (c *coded) activation() spec.Activation {
	if c.rest == "" {
		return spec.Linear
	}
	a, ok := activationOf(c.rest[0])
	c.bad = c.bad || !ok
	c.rest = c.rest[1:]
	return a
}
