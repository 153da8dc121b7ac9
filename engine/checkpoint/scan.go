package checkpoint

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// scan reads the JSON of a header token by token and stops at the first one that
// breaks a limit: a value that is decoded whole costs what it holds, and in a
// header of MaxHeader that may be half a million numbers.
func (h *header) scan(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber() // a number of a million digits is not converted
	err := object(d, func(name string) error {
		if name == metadataName {
			h.metadata = map[string]string{}
			return object(d, func(key string) error { return h.scanText(d, key) })
		}
		if len(h.entries) == MaxArrays {
			return fmt.Errorf("checkpoint: expected at most %d arrays, received more", MaxArrays)
		}
		e, err := scanEntry(d, name)
		h.entries = append(h.entries, e)
		return err
	})
	if err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("checkpoint: expected nothing but spaces behind the header's JSON")
	}
	return nil
}

func (h *header) scanText(d *json.Decoder, key string) error {
	if len(h.metadata) == MaxMetadata {
		return fmt.Errorf("checkpoint: expected at most %d texts of metadata, received more", MaxMetadata)
	}
	t, err := d.Token()
	value, ok := t.(string)
	if err != nil || !ok {
		return fmt.Errorf("checkpoint: metadata %s: expected a text", show(key))
	}
	h.metadata[key] = value
	return nil
}

func scanEntry(d *json.Decoder, name string) (entry, error) {
	e := entry{Name: name}
	var offsets []int
	err := object(d, func(field string) (err error) {
		switch field {
		case "dtype":
			t, failed := d.Token()
			text, ok := t.(string)
			if failed != nil || !ok {
				err = errors.New("a text")
			}
			e.Type = Type(text)
		case "shape":
			e.Shape, err = scanNumbers(d, MaxRank)
		case "data_offsets":
			offsets, err = scanNumbers(d, 2)
		default:
			return fmt.Errorf("checkpoint: array %s: expected dtype, shape and data_offsets, received %s", show(name), show(field))
		}
		if err != nil {
			return fmt.Errorf("checkpoint: array %s: expected a safetensors %s, which is %w", show(name), field, err)
		}
		return nil
	})
	if err != nil {
		return e, err
	}
	if e.Shape == nil || len(offsets) != 2 { // absent
		return e, fmt.Errorf("checkpoint: array %s: expected dtype, shape and two data_offsets", show(name))
	}
	e.Begin, e.End = int64(offsets[0]), int64(offsets[1])
	return e, e.check()
}

// scanNumbers reads a list of at most so many whole numbers. Its error goes on
// from "expected something, which is".
func scanNumbers(d *json.Decoder, most int) ([]int, error) {
	list := []int{}
	received := func(t json.Token, err error) error {
		switch {
		case err != nil:
			t = "no JSON"
		case t == nil:
			t = "null"
		}
		return fmt.Errorf("a list of at most %d whole numbers, received %s behind %d of them", most, show(fmt.Sprint(t)), len(list))
	}
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil, received(t, err)
	}
	for d.More() {
		t, err := d.Token()
		digits, ok := t.(json.Number)
		if err != nil || !ok || len(digits) > len("-9223372036854775808") || len(list) == most {
			return nil, received(t, err)
		}
		n, fault := strconv.Atoi(string(digits))
		if fault != nil {
			return nil, received(t, nil)
		}
		list = append(list, n)
	}
	if t, err := d.Token(); err != nil { // the closing bracket
		return nil, received(t, err)
	}
	return list, nil
}

// object walks through a JSON object; each has to read the value of its
// field, and to bound their number. A field that comes twice is refused: which
// one counts would be anybody's guess.
func object(d *json.Decoder, each func(field string) error) error {
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("checkpoint: expected a JSON object in the header of a safetensors file")
	}
	seen := map[string]bool{}
	for d.More() {
		t, err := d.Token()
		field, ok := t.(string)
		if err != nil || !ok {
			return fmt.Errorf("checkpoint: expected JSON in the header of a safetensors file: %w", err)
		}
		if seen[field] {
			return fmt.Errorf("checkpoint: expected %s once in the header, received it twice", show(field))
		}
		seen[field] = true
		if err := each(field); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return fmt.Errorf("checkpoint: expected JSON in the header of a safetensors file: %w", err)
	}
	return nil
}
