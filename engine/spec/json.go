package spec

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// MarshalJSON writes {"input":[28,28,1],"layers":[{"kind":"Conv2D",...},...]}.
func (m Model) MarshalJSON() ([]byte, error) {
	out := struct {
		Input  []int             `json:"input"`
		Layers []json.RawMessage `json:"layers"`
	}{[]int{m.Input.H, m.Input.W, m.Input.C}, []json.RawMessage{}}
	for _, l := range m.Layers {
		fields, err := json.Marshal(l)
		if err != nil {
			return nil, err
		}
		// {"kind":"Flatten"} has no fields after the kind.
		text := fmt.Appendf(nil, `{"kind":%q`, l.Kind())
		if len(fields) > len("{}") {
			text = append(text, ',')
		}
		out.Layers = append(out.Layers, append(text, fields[1:]...))
	}
	return json.Marshal(out)
}

// ParseModel reads what MarshalJSON writes. It refuses unknown, repeated and
// misspelt fields, null, numbers that do not fit their type, texts longer than
// MaxText, and anything after the description. It does not Check whether the
// layers fit each other. Every error is an *Error.
func ParseModel(text []byte) (Model, error) {
	var m Model
	err := m.UnmarshalJSON(text)
	return m, err
}

// UnmarshalJSON is ParseModel for encoding/json. It does not change m if it
// returns an error.
func (m *Model) UnmarshalJSON(text []byte) error {
	fields, err := object(text, "input", "layers")
	if err != nil {
		return err
	}
	var input []int
	if err := decodeField(fields, "input", &input); err != nil {
		return err
	}
	if len(input) != 3 {
		return &Error{
			Path: "input", Value: fmt.Sprintf("%d numbers", len(input)), Rule: RuleSyntax,
			Want: "3: rows, columns, channels",
		}
	}
	var layers []json.RawMessage
	if err := decodeField(fields, "layers", &layers); err != nil {
		return err
	}
	if len(layers) > MaxLayers {
		return checkLayers(len(layers))
	}
	next := Model{Input: Shape{H: input[0], W: input[1], C: input[2]}}
	for i, raw := range layers {
		l, err := parseLayer(raw)
		if err != nil {
			return at(err, i)
		}
		next.Layers = append(next.Layers, l)
	}
	*m = next
	return nil
}

// parseLayer reads {"kind":"Conv2D",...}.
func parseLayer(raw []byte) (Layer, error) {
	all, err := object(raw)
	if err != nil {
		return nil, err
	}
	var kind string
	if err := decodeField(all, "kind", &kind); err != nil {
		return nil, err
	}
	for _, example := range Kinds() {
		if example.Kind() != kind {
			continue
		}
		l := reflect.New(reflect.TypeOf(example))
		err := decodeStruct(raw, l.Interface(), "kind")
		if e, ok := err.(*Error); ok {
			e.Kind = kind
		}
		return l.Elem().Interface().(Layer), err
	}
	return nil, notOneOf("", "kind", kind, kindNames()...)
}

// ParseTraining reads the JSON of a Training as strictly as ParseModel reads that
// of a Model. Every error is an *Error.
func ParseTraining(text []byte) (Training, error) {
	var t Training
	if err := decodeStruct(text, &t); err != nil {
		return Training{}, err
	}
	return t, nil
}
