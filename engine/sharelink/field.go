package sharelink

import (
	"fmt"
	"strconv"

	"convlab/engine/spec"
)

// field is a name=value of a link.
type field struct {
	name     string
	optional bool                           // omitted when zero; other fields cannot be zero
	write    func(*Content) (string, error) // "" for zero; the content has passed check
	read     func(*Content, string) error
}

// fields lists the fields of version 1 in the order in which they are written:
// network, settings of the training, drawing.
func fields() []field {
	list := []field{{"net", false, func(c *Content) (string, error) { return encodeLayers(c.Model.Layers) }, func(c *Content, text string) (err error) {
		c.Model.Layers, err = decodeLayers(text)
		return err
	}}}
	for _, row := range spec.Settings() {
		list = append(list, trainingField(row))
	}
	return append(list, field{"ink", true, func(c *Content) (string, error) { return encodeInk(c.Drawing), nil }, func(c *Content, text string) (err error) {
		c.Drawing, err = decodeInk(text)
		return err
	}})
}

func find(fields []field, name string) *field {
	for i := range fields {
		if fields[i].name == name {
			return &fields[i]
		}
	}
	return nil
}

// trainingField returns the field of a setting.
func trainingField(row spec.Setting) field {
	return field{
		name: row.Link, optional: row.Default == nil,
		write: func(c *Content) (string, error) {
			if row.Default == nil && row.Get(c.Training) == row.Get(spec.Training{}) {
				return "", nil
			}
			return valueText(row.Get(c.Training))
		},
		read: func(c *Content, text string) error { return readValue(row.Of(&c.Training), row.Link, text) },
	}
}

// valueText writes the value of a setting: true as 1, false as "".
func valueText(value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case bool:
		return map[bool]string{true: "1"}[v], nil
	case int:
		return strconv.Itoa(v), nil
	case uint64:
		return strconv.FormatUint(v, 10), nil
	case float32:
		return strconv.FormatFloat(float64(v), 'g', -1, 32), nil
	}
	return "", fmt.Errorf("expected a setting of a type that links can hold, received %T: add it to valueText and readValue", value)
}

// readValue reads a text of valueText into a field of a training. spec.CheckRun
// checks limits and choices later.
func readValue(to any, name, text string) (err error) {
	var want string
	switch to := to.(type) {
	case *string:
		*to = text
	case *bool:
		*to = true // false is omitted
		if text != "1" {
			return refuse(name, quoted(text), "1, or no such field")
		}
	case *int:
		*to, err = spec.ParseWhole[int](text)
		want = "a whole number of at least 0"
	case *uint64:
		*to, err = spec.ParseWhole[uint64](text)
		want = "a whole number of at least 0, below 2^64"
	case *float32:
		*to, err = spec.ParseDecimal(text)
		want = "a number of at least 0"
	}
	if err != nil {
		return refuse(name, quoted(text), want)
	}
	return nil
}
