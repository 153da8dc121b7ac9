package safetensors

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// scan reads the JSON of a header token by token and stops at the first token
// that breaks a limit. json.Unmarshal would allocate all that a header holds,
// which may be half a million numbers.
func (r *Reader) scan(header []byte) error {
	d := json.NewDecoder(bytes.NewReader(header))
	d.UseNumber() // do not convert a number of a million digits
	err := scanObject(d, func(name string) error {
		if name == metadataName {
			r.Metadata = map[string]string{}
			return scanObject(d, func(key string) error { return r.scanText(d, key) })
		}
		if len(r.Tensors) == MaxTensors {
			return fmt.Errorf("safetensors: expected at most %d tensors, received more", MaxTensors)
		}
		t, err := scanTensor(d, name)
		r.Tensors = append(r.Tensors, t)
		return err
	})
	if err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("safetensors: expected nothing but spaces after the header's JSON")
	}
	return nil
}

// scanText reads the value of a key of the metadata.
func (r *Reader) scanText(d *json.Decoder, key string) error {
	if len(r.Metadata) == MaxMetadata {
		return fmt.Errorf("safetensors: expected at most %d texts of metadata, received more", MaxMetadata)
	}
	t, err := d.Token()
	value, ok := t.(string)
	if err != nil || !ok {
		return fmt.Errorf("safetensors: metadata %s: expected a text", quoted(key))
	}
	r.Metadata[key] = value
	return nil
}

// scanTensor reads the description of a tensor and checks it.
func scanTensor(d *json.Decoder, name string) (TensorInfo, error) {
	info := TensorInfo{Name: name}
	var offsets []int
	err := scanObject(d, func(field string) (err error) {
		switch field {
		case "dtype":
			t, failed := d.Token()
			text, ok := t.(string)
			if failed != nil || !ok {
				err = errors.New("a text")
			}
			info.DType = DType(text)
		case "shape":
			info.Shape, err = scanInts(d, MaxRank)
		case "data_offsets":
			offsets, err = scanInts(d, 2)
		default:
			return fmt.Errorf("safetensors: tensor %s: expected dtype, shape and data_offsets, received %s", quoted(name), quoted(field))
		}
		if err != nil {
			return fmt.Errorf("safetensors: tensor %s: expected a safetensors %s, which is %w", quoted(name), field, err)
		}
		return nil
	})
	if err != nil {
		return info, err
	}
	if info.Shape == nil || len(offsets) != 2 { // absent
		return info, fmt.Errorf("safetensors: tensor %s: expected dtype, shape and two data_offsets", quoted(name))
	}
	info.begin, info.end = int64(offsets[0]), int64(offsets[1])
	return info, info.check()
}

// scanInts reads a list of up to limit integers. Its error completes the
// sentence "expected something, which is".
func scanInts(d *json.Decoder, limit int) ([]int, error) {
	list := []int{}
	received := func(t json.Token, err error) error {
		switch {
		case err != nil:
			t = "no JSON"
		case t == nil:
			t = "null"
		}
		return fmt.Errorf("a list of at most %d whole numbers, received %s after %d of them", limit, quoted(fmt.Sprint(t)), len(list))
	}
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil, received(t, err)
	}
	for d.More() {
		t, err := d.Token()
		digits, ok := t.(json.Number)
		if err != nil || !ok || len(digits) > len("-9223372036854775808") || len(list) == limit {
			return nil, received(t, err)
		}
		n, rangeErr := strconv.Atoi(string(digits))
		if rangeErr != nil {
			return nil, received(t, nil)
		}
		list = append(list, n)
	}
	if t, err := d.Token(); err != nil { // the closing bracket
		return nil, received(t, err)
	}
	return list, nil
}

// scanObject calls value for each field of a JSON object. value has to read the
// field's value, and to bound the number of fields. A field that occurs twice is
// refused: readers differ in which one counts.
func scanObject(d *json.Decoder, value func(field string) error) error {
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("safetensors: expected a JSON object in the header of a safetensors file")
	}
	seen := map[string]bool{}
	for d.More() {
		t, err := d.Token()
		field, ok := t.(string)
		if err != nil || !ok {
			return fmt.Errorf("safetensors: expected JSON in the header of a safetensors file: %w", err)
		}
		if seen[field] {
			return fmt.Errorf("safetensors: expected %s once in the header, received it twice", quoted(field))
		}
		seen[field] = true
		if err := value(field); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return fmt.Errorf("safetensors: expected JSON in the header of a safetensors file: %w", err)
	}
	return nil
}
