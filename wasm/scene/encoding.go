package scene

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
)

// appendValue writes a value: every field in its order, slices and texts after their length, little-endian.
func appendValue(out []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			out = appendValue(out, v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice {
			out = binary.LittleEndian.AppendUint32(out, uint32(v.Len()))
		}
		switch list := v.Interface().(type) { // nearly all bytes are in these
		case []byte:
			return append(out, list...)
		case []float32:
			for _, n := range list {
				out = binary.LittleEndian.AppendUint32(out, math.Float32bits(n))
			}
			return out
		}
		for i := range v.Len() {
			out = appendValue(out, v.Index(i))
		}
	case reflect.String:
		out = binary.LittleEndian.AppendUint32(out, uint32(v.Len()))
		out = append(out, v.String()...)
	case reflect.Float32:
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(v.Float())))
	case reflect.Int:
		out = binary.LittleEndian.AppendUint64(out, uint64(v.Int()))
	case reflect.Uint8:
		out = append(out, byte(v.Uint()))
	case reflect.Uint16:
		out = binary.LittleEndian.AppendUint16(out, uint16(v.Uint()))
	case reflect.Bool:
		out = append(out, 0)
		if v.Bool() {
			out[len(out)-1] = 1
		}
	default:
		panic("scene: a painting holds a kind of value that has no form as bytes")
	}
	return out
}

// least is the smallest number of bytes to which a value of a type is packed.
func least(t reflect.Type) int {
	switch t.Kind() {
	case reflect.Struct:
		n := 0
		for i := range t.NumField() {
			n += least(t.Field(i).Type)
		}
		return n
	case reflect.Array:
		return t.Len() * least(t.Elem())
	case reflect.Bool, reflect.Uint8:
		return 1
	case reflect.Uint16:
		return 2
	case reflect.Int:
		return 8
	}
	return 4 // a number, or a length
}

// readValue reads what appendValue has written, and returns the bytes after it.
func readValue(data []byte, v reflect.Value) (rest []byte, err error) {
	take := func(n int) []byte {
		if err != nil || n < 0 || n > len(data) {
			err = fmt.Errorf("scene: expected %d bytes more, received %d", n, len(data))
			return make([]byte, 8)
		}
		part := data[:n]
		data = data[n:]
		return part
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if data, err = readValue(data, v.Field(i)); err != nil {
				return nil, err
			}
		}
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice {
			n := int(binary.LittleEndian.Uint32(take(4)))
			if err != nil || n > len(data)/least(v.Type().Elem()) {
				return nil, fmt.Errorf("scene: expected a slice within %d bytes, received one of %d", len(data), n)
			}
			if n == 0 {
				return data, nil
			}
			v.Set(reflect.MakeSlice(v.Type(), n, n))
		}
		switch list := v.Interface().(type) {
		case []byte:
			copy(list, take(len(list)))
			return data, err
		case []float32:
			bytes := take(4 * len(list))
			if err != nil {
				return nil, err
			}
			for i := range list {
				list[i] = math.Float32frombits(binary.LittleEndian.Uint32(bytes[4*i:]))
			}
			return data, nil
		}
		for i := range v.Len() {
			if data, err = readValue(data, v.Index(i)); err != nil {
				return nil, err
			}
		}
	case reflect.String:
		v.SetString(string(take(int(binary.LittleEndian.Uint32(take(4))))))
	case reflect.Float32:
		v.SetFloat(float64(math.Float32frombits(binary.LittleEndian.Uint32(take(4)))))
	case reflect.Int:
		v.SetInt(int64(binary.LittleEndian.Uint64(take(8))))
	case reflect.Uint8:
		v.SetUint(uint64(take(1)[0]))
	case reflect.Uint16:
		v.SetUint(uint64(binary.LittleEndian.Uint16(take(2))))
	case reflect.Bool:
		v.SetBool(take(1)[0] == 1)
	}
	return data, err
}
