package spec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
)

// encoding/json is too lenient for descriptions: it takes the last of repeated
// fields, ignores the case of their names, reads null as "no change", and cuts
// arrays that are too long. The functions here check a text before it does.

// object splits a JSON object into its fields and leaves their values encoded.
// known lists the fields it may have; without any, all are allowed.
func object(text []byte, known ...string) (map[string]json.RawMessage, error) {
	if len(text) > MaxText {
		return nil, &Error{
			Value: fmt.Sprintf("%d bytes", len(text)), Rule: RuleSyntax,
			Want: fmt.Sprintf("a description of at most %d bytes", MaxText), High: MaxText,
		}
	}
	d := json.NewDecoder(bytes.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, notAnObject(text)
	}
	fields := map[string]json.RawMessage{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, notAnObject(text)
		}
		name, _ := key.(string) // the only kind of token here
		if len(known) > 0 && !slices.Contains(known, name) {
			return nil, notOneOf("", "field", name, known...)
		}
		if _, ok := fields[name]; ok {
			return nil, &Error{Path: name, Value: "the field twice", Rule: RuleSyntax, Want: "it once"}
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, notAnObject(text)
		}
		fields[name] = raw
	}
	if _, err := d.Token(); err != nil { // the closing brace
		return nil, notAnObject(text)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, &Error{Value: "something after the description", Rule: RuleSyntax, Want: "nothing there"}
	}
	return fields, nil
}

func notAnObject(text []byte) *Error {
	return &Error{Value: quoted(string(text)), Rule: RuleSyntax, Want: "a JSON object, as Convlab writes it"}
}

// decodeField decodes the field of that name, which must be there.
func decodeField(fields map[string]json.RawMessage, name string, v any) error {
	raw, ok := fields[name]
	if !ok {
		return &Error{Path: name, Value: "nothing", Rule: RuleSyntax, Want: "the field"}
	}
	return decode(raw, name, v)
}

// decode is json.Unmarshal, but refuses null and returns an *Error.
func decode(raw []byte, name string, v any) error {
	if !bytes.Equal(bytes.TrimSpace(raw), []byte("null")) && json.Unmarshal(raw, v) == nil {
		return nil
	}
	return &Error{
		Path: name, Value: quoted(string(raw)), Rule: RuleSyntax,
		Want: wanted(reflect.TypeOf(v).Elem()),
	}
}

// wanted describes the JSON of a Go type.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Int, reflect.Uint64:
		return "a whole number"
	case reflect.Float32:
		return "a number"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	}
	return "a string"
}

// decodeStruct decodes an object into the struct that v points to, field by
// field. The object may also have the ignored fields. Absent fields keep their
// zero value.
func decodeStruct(text []byte, v any, ignored ...string) error {
	to := reflect.ValueOf(v).Elem()
	names := make([]string, to.NumField()) // "" for fields that JSON leaves out
	known := slices.Clone(ignored)
	for i := range names {
		names[i], _, _ = strings.Cut(to.Type().Field(i).Tag.Get("json"), ",")
		if names[i] != "" {
			known = append(known, names[i])
		}
	}
	fields, err := object(text, known...)
	if err != nil {
		return err
	}
	for i, name := range names {
		raw, ok := fields[name]
		if !ok || name == "" {
			continue
		}
		if err := decode(raw, name, to.Field(i).Addr().Interface()); err != nil {
			return err
		}
	}
	return nil
}
