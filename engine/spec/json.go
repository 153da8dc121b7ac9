package spec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

type modelJSON struct {
	Input  [3]int            `json:"input"`
	Layers []json.RawMessage `json:"layers"`
}

// MarshalJSON writes {"input":[28,28,1],"layers":[{"kind":"Conv2D",...},...]}.
func (m Model) MarshalJSON() ([]byte, error) {
	out := modelJSON{Input: [3]int{m.Input.H, m.Input.W, m.Input.C}, Layers: []json.RawMessage{}}
	for _, l := range m.Layers {
		fields, err := json.Marshal(l)
		if err != nil {
			return nil, err
		}
		// {"kind":"Flatten"} has no fields behind the kind.
		text := fmt.Appendf(nil, `{"kind":%q`, l.Kind())
		if len(fields) > len("{}") {
			text = append(text, ',')
		}
		out.Layers = append(out.Layers, append(text, fields[1:]...))
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes. It refuses unknown kinds and
// fields, more than MaxLayers layers, and anything behind the description; it
// does not Check whether the layers fit each other.
func (m *Model) UnmarshalJSON(text []byte) error {
	var in modelJSON
	if err := strict(text, &in); err != nil {
		return syntax("model", err)
	}
	if len(in.Layers) > MaxLayers {
		return &Error{
			Path: "layers", Value: fmt.Sprintf("%d layers", len(in.Layers)), Rule: RuleLayers,
			Want: fmt.Sprintf("1 to %d", MaxLayers), Low: 1, High: MaxLayers,
		}
	}
	next := Model{Input: Shape{H: in.Input[0], W: in.Input[1], C: in.Input[2]}}
	for i, raw := range in.Layers {
		l, err := parseLayer(raw)
		if err != nil {
			return at(err, i)
		}
		next.Layers = append(next.Layers, l)
	}
	*m = next
	return nil
}

func parseLayer(raw json.RawMessage) (Layer, error) {
	var head struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return nil, syntax("kind", err)
	}
	switch head.Kind {
	case Conv2D{}.Kind():
		return fields[Conv2D](raw)
	case MaxPooling2D{}.Kind():
		return fields[MaxPooling2D](raw)
	case AveragePooling2D{}.Kind():
		return fields[AveragePooling2D](raw)
	case GlobalAveragePooling2D{}.Kind():
		return fields[GlobalAveragePooling2D](raw)
	case Flatten{}.Kind():
		return fields[Flatten](raw)
	case Dense{}.Kind():
		return fields[Dense](raw)
	case Dropout{}.Kind():
		return fields[Dropout](raw)
	}
	return nil, choice("", "kind", head.Kind, "Conv2D", "MaxPooling2D", "AveragePooling2D",
		"GlobalAveragePooling2D", "Flatten", "Dense", "Dropout")
}

// fields decodes a layer strictly; encoding/json cannot ignore one field only,
// so the kind is taken out first.
func fields[L Layer](raw json.RawMessage) (Layer, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, syntax("layer", err)
	}
	delete(all, "kind")
	rest, err := json.Marshal(all)
	if err != nil {
		return nil, syntax("layer", err)
	}
	var l L
	if err := strict(rest, &l); err != nil {
		return nil, syntax("layer", err)
	}
	return l, nil
}

// ParseTraining reads the JSON of a Training as strictly as a Model's.
func ParseTraining(text []byte) (Training, error) {
	var t Training
	if err := strict(text, &t); err != nil {
		return Training{}, syntax("training", err)
	}
	return t, nil
}

func strict(text []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("something stands behind the description")
	}
	return nil
}

func syntax(path string, err error) error {
	if e, ok := err.(*Error); ok {
		return e
	}
	return &Error{Path: path, Value: quoted(err.Error()), Rule: RuleSyntax, Want: "a description as Convlab writes it"}
}
