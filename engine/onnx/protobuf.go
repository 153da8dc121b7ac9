package onnx

import "encoding/binary"

// message is a protobuf message in wire format: fields in sequence, each a key
// (field number and wire type) and a value. Of the six wire types this package
// needs two: varints, and length-prefixed bytes.
//
// Source: https://protobuf.dev/programming-guides/encoding.
type message []byte

const (
	wireVarint = 0
	wireBytes  = 2
)

// integer appends an int64, int32 or enum field.
func (m *message) integer(field int, v int64) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3|wireVarint)
	*m = binary.AppendUvarint(*m, uint64(v))
}

// bytes appends a bytes field, or an embedded message.
func (m *message) bytes(field int, v []byte) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3|wireBytes)
	*m = binary.AppendUvarint(*m, uint64(len(v)))
	*m = append(*m, v...)
}

// text appends a string field.
func (m *message) text(field int, v string) { m.bytes(field, []byte(v)) }

// integers appends a repeated int64 field, packed.
func (m *message) integers(field int, list []int) {
	var packed []byte
	for _, v := range list {
		packed = binary.AppendUvarint(packed, uint64(int64(v)))
	}
	m.bytes(field, packed)
}
