package sharelink

import (
	"strconv"

	"convlab/engine/spec"
)

// field is one name=value of a link.
type field struct {
	name     string
	optional bool                  // zero is left out; of the others Check accepts no zero
	write    func(*Setting) string // of a setting that passed check; "" for zero
	read     func(*Setting, string) error
}

// fields lists the network, the table of settings and the drawing: all that
// version 1 has, in the order in which they are written.
func fields() []field {
	list := []field{{"net", false, func(s *Setting) string { return encodeLayers(s.Model.Layers) }, func(s *Setting, text string) (err error) {
		s.Model.Layers, err = decodeLayers(text)
		return err
	}}}
	for _, row := range spec.Settings() {
		list = append(list, trainingField(row))
	}
	return append(list, field{"ink", true, func(s *Setting) string { return encodeInk(s.Drawing) }, func(s *Setting, text string) (err error) {
		s.Drawing, err = decodeInk(text)
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

// trainingField is the field of one setting of the training.
func trainingField(row spec.Setting) field {
	return field{
		name: row.Link, optional: row.Default == nil,
		write: func(s *Setting) string {
			if row.Default == nil && row.Get(s.Training) == row.Get(spec.Training{}) {
				return ""
			}
			return valueText(row.Get(s.Training))
		},
		read: func(s *Setting, text string) error { return readValue(row.Of(&s.Training), row.Link, text) },
	}
}

// valueText writes a value of a setting; true is 1.
func valueText(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return map[bool]string{true: "1"}[v]
	case int:
		return strconv.Itoa(v)
	case uint64:
		return strconv.FormatUint(v, 10)
	case float32:
		return strconv.FormatFloat(float64(v), 'g', -1, 32)
	}
	panic("link: a setting of an unknown type")
}

// readValue reads what valueText writes into a field of a training. Check knows
// the limits and the words that there are.
func readValue(to any, name, text string) (err error) {
	var want string
	switch to := to.(type) {
	case *string:
		*to = text
	case *bool:
		*to = true // false is no field
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
