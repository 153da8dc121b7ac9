package onnx

import (
	"encoding/binary"
	"maps"
	"math"
	"slices"
)

// Field numbers of onnx.proto, message by message.
const (
	modelIRVersion, modelProducer, modelGraph, modelOpset, modelMetadata = 1, 2, 7, 8, 14
	opsetVersion                                                         = 2
	entryKey, entryValue                                                 = 1, 2
	graphNode, graphName, graphInitializer, graphInput, graphOutput      = 1, 2, 5, 11, 12
	nodeInput, nodeOutput, nodeName, nodeOperator, nodeAttribute         = 1, 2, 3, 4, 5
	attributeName, attributeInt, attributeInts, attributeType            = 1, 3, 8, 20
	tensorDims, tensorType, tensorName, tensorRaw                        = 1, 2, 8, 9
	valueName, valueType                                                 = 1, 2
	typeTensor, tensorElement, tensorShape                               = 1, 1, 2
	shapeDim, dimValue, dimParameter                                     = 1, 1, 2

	attributeIsInt, attributeIsInts = 2, 7 // AttributeProto.AttributeType
	elementFloat                    = 1    // TensorProto.DataType
)

// attribute is a setting of an operator: ints, or i if that is nil.
type attribute struct {
	name string
	i    int
	ints []int
}

// graph is a chain of nodes with their weights. The output of each node is the
// input of the next one.
type graph struct {
	nodes, initializers message
	value               string // name of the last node's output
}

// node appends an operator that takes the last output and the named weights. Its
// own output has the node's name.
func (g *graph) node(operator, name string, weights []string, attributes ...attribute) {
	var n message
	for _, in := range append([]string{g.value}, weights...) {
		n.text(nodeInput, in)
	}
	n.text(nodeOutput, name)
	n.text(nodeName, name)
	n.text(nodeOperator, operator)
	for _, a := range attributes {
		n.bytes(nodeAttribute, a.encode())
	}
	g.nodes.bytes(graphNode, n)
	g.value = name
}

func (a attribute) encode() message {
	var m message
	m.text(attributeName, a.name)
	if a.ints == nil {
		m.integer(attributeInt, int64(a.i))
		m.integer(attributeType, attributeIsInt)
	} else {
		m.integers(attributeInts, a.ints)
		m.integer(attributeType, attributeIsInts)
	}
	return m
}

// weight appends a weight array and returns its name.
func (g *graph) weight(name string, shape []int, values []float32) string {
	raw := make([]byte, 0, 4*len(values))
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	var t message
	t.integers(tensorDims, shape)
	t.integer(tensorType, elementFloat)
	t.text(tensorName, name)
	t.bytes(tensorRaw, raw)
	g.initializers.bytes(graphInitializer, t)
	return name
}

// value describes an input or output of the graph: float32 [N, shape...].
func value(name string, shape ...int) message {
	var batch, dims, tensor, kind, v message
	batch.text(dimParameter, "N")
	dims.bytes(shapeDim, batch)
	for _, d := range shape {
		var dim message
		dim.integer(dimValue, int64(d))
		dims.bytes(shapeDim, dim)
	}
	tensor.integer(tensorElement, elementFloat)
	tensor.bytes(tensorShape, dims)
	kind.bytes(typeTensor, tensor)
	v.text(valueName, name)
	v.bytes(valueType, kind)
	return v
}

// encode returns a ModelProto with the graph.
func (g *graph) encode(name string, input, output message, metadata map[string]string) []byte {
	var all, opset, m message
	all = slices.Grow(g.nodes, len(g.initializers)+len(name)+len(input)+len(output)+16)
	all.text(graphName, name)
	all = append(all, g.initializers...)
	all.bytes(graphInput, input)
	all.bytes(graphOutput, output)
	opset.integer(opsetVersion, Opset) // the domain of ONNX's own operators is ""
	m.integer(modelIRVersion, IRVersion)
	m.text(modelProducer, "Convlab")
	m.bytes(modelGraph, all)
	m.bytes(modelOpset, opset)
	for _, key := range slices.Sorted(maps.Keys(metadata)) {
		var entry message
		entry.text(entryKey, key)
		entry.text(entryValue, metadata[key])
		m.bytes(modelMetadata, entry)
	}
	return m
}
