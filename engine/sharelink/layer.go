package sharelink

import (
	"fmt"
	"strconv"
	"strings"

	"convlab/engine/spec"
)

// A layer is a letter, its sizes separated by points, and letters for what is not
// Keras's default:
//
//	C32.3.2sr  Conv2D: 32 filters, 3×3, strides 2, same padding, relu
//	M3.2s      MaxPooling2D: 3×3, strides 2, same padding; A is AveragePooling2D
//	D64r       Dense: 64 units, relu (t tanh, g sigmoid, x softmax)
//	O0.25      Dropout
//	G, F       GlobalAveragePooling2D, Flatten
//
// Layers are separated by hyphens.
const same = 's'

func letterOf(a spec.Activation) string {
	return map[spec.Activation]string{spec.ReLU: "r", spec.Tanh: "t", spec.Sigmoid: "g", spec.Softmax: "x"}[a]
}

func activationOf(letter byte) (spec.Activation, bool) {
	a, ok := map[byte]spec.Activation{'r': spec.ReLU, 't': spec.Tanh, 'g': spec.Sigmoid, 'x': spec.Softmax}[letter]
	return a, ok
}

func encodeLayers(layers []spec.Layer) (string, error) {
	codes := make([]string, len(layers))
	for i, l := range layers {
		var err error
		if codes[i], err = encodeLayer(l); err != nil {
			return "", fmt.Errorf("layers[%d]: %w", i, err)
		}
	}
	return strings.Join(codes, "-"), nil
}

func encodeLayer(l spec.Layer) (string, error) {
	switch l := l.(type) {
	case spec.Conv2D:
		return fmt.Sprintf("C%d.%d", l.Filters, l.KernelSize) + stridesAndPadding(l.Strides, 1, l.Padding) + letterOf(l.Activation), nil
	case spec.MaxPooling2D:
		return fmt.Sprintf("M%d", l.PoolSize) + stridesAndPadding(l.Strides, l.PoolSize, l.Padding), nil
	case spec.AveragePooling2D:
		return fmt.Sprintf("A%d", l.PoolSize) + stridesAndPadding(l.Strides, l.PoolSize, l.Padding), nil
	case spec.Dense:
		return fmt.Sprintf("D%d", l.Units) + letterOf(l.Activation), nil
	case spec.Dropout:
		return "O" + strconv.FormatFloat(float64(l.Rate), 'f', -1, 32), nil // no exponent: its hyphen would end the layer
	case spec.GlobalAveragePooling2D:
		return "G", nil
	case spec.Flatten:
		return "F", nil
	}
	return "", fmt.Errorf("expected a layer with a letter, received %T: add it to encodeLayer and decodeLayer", l)
}

func stridesAndPadding(strides, defaultStrides int, p spec.Padding) string {
	var text string
	if strides != 0 && strides != defaultStrides {
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
	r := layerReader{rest: code[1:]}
	var l spec.Layer
	switch kind {
	case 'C':
		l = spec.Conv2D{Filters: r.number(), KernelSize: r.dotNumber(), Strides: r.strides(), Padding: r.padding(), Activation: r.activation()}
	case 'M':
		l = spec.MaxPooling2D{PoolSize: r.number(), Strides: r.strides(), Padding: r.padding()}
	case 'A':
		l = spec.AveragePooling2D{PoolSize: r.number(), Strides: r.strides(), Padding: r.padding()}
	case 'D':
		l = spec.Dense{Units: r.number(), Activation: r.activation()}
	case 'G':
		l = spec.GlobalAveragePooling2D{}
	case 'F':
		l = spec.Flatten{}
	}
	return l, l != nil && !r.bad && r.rest == ""
}

// layerReader reads the text of a layer. Its methods are called in the order of the
// parts.
type layerReader struct {
	rest string
	bad  bool
}

// number reads a number of up to five digits, more than any layer needs.
func (r *layerReader) number() int {
	n, digits := 0, 0
	for digits < len(r.rest) && digits < 5 && r.rest[digits] >= '0' && r.rest[digits] <= '9' {
		n = 10*n + int(r.rest[digits]-'0')
		digits++
	}
	r.bad = r.bad || digits == 0
	r.rest = r.rest[digits:]
	return n
}

// dotNumber reads a point and a number.
func (r *layerReader) dotNumber() int {
	rest, ok := strings.CutPrefix(r.rest, ".")
	r.bad, r.rest = r.bad || !ok, rest
	return r.number()
}

// strides reads a point and a number, or nothing for Keras's default.
func (r *layerReader) strides() int {
	if !strings.HasPrefix(r.rest, ".") {
		return 0
	}
	n := r.dotNumber()
	r.bad = r.bad || n == 0 // in spec it means the default
	return n
}

func (r *layerReader) padding() spec.Padding {
	rest, ok := strings.CutPrefix(r.rest, string(same))
	if !ok {
		return spec.Valid
	}
	r.rest = rest
	return spec.Same
}

func (r *layerReader) activation() spec.Activation {
	if r.rest == "" {
		return spec.Linear
	}
	a, ok := activationOf(r.rest[0])
	r.bad = r.bad || !ok
	r.rest = r.rest[1:]
	return a
}
