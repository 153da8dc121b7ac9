package wire

import (
	"encoding/binary"
	"fmt"
	"math"
)

func appendNumbers(payload []byte, numbers []float32) []byte {
	for _, v := range numbers {
		payload = binary.LittleEndian.AppendUint32(payload, math.Float32bits(v))
	}
	return payload
}

func readNumbers(payload []byte) ([]float32, error) {
	if len(payload)%4 != 0 || len(payload) > MaxNumbers {
		return nil, fmt.Errorf("got a payload of %d bytes, want whole float32s of at most %d bytes", len(payload), MaxNumbers)
	}
	numbers := make([]float32, len(payload)/4)
	for i := range numbers {
		numbers[i] = math.Float32frombits(binary.LittleEndian.Uint32(payload[4*i:]))
	}
	return numbers, nil
}

// appendArrays returns the payload of m and stores the lengths of its arrays in m.
func appendArrays(m arrayMessage) []byte {
	numbers, arrays, lengths := m.arrays()
	total := len(numbers)
	*lengths = make([]int, len(arrays))
	for i, a := range arrays {
		(*lengths)[i] = len(*a)
		total += len(*a)
	}
	payload := make([]byte, 0, 4*total)
	for _, v := range numbers {
		payload = appendNumbers(payload, []float32{*v})
	}
	for _, a := range arrays {
		payload = appendNumbers(payload, *a)
	}
	return payload
}

// readArrays divides a payload among the arrays of m. They share its numbers.
func readArrays(m arrayMessage, payload []byte) error {
	rest, err := readNumbers(payload)
	if err != nil {
		return err
	}
	numbers, arrays, lengths := m.arrays()
	if len(arrays) != len(*lengths) {
		return fmt.Errorf("got %d lengths, want one for each of %d arrays", len(*lengths), len(arrays))
	}
	want := len(numbers)
	for _, n := range *lengths {
		if n < 0 || n > MaxNumbers/4 {
			return fmt.Errorf("got an array of %d numbers, want 0 to %d", n, MaxNumbers/4)
		}
		want += n
	}
	if len(rest) != want {
		return fmt.Errorf("got %d numbers, want the %d of the head", len(rest), want)
	}
	for _, v := range numbers {
		*v, rest = rest[0], rest[1:]
	}
	for i, a := range arrays {
		n := (*lengths)[i]
		*a, rest = rest[:n:n], rest[n:]
	}
	return nil
}
