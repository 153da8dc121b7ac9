package link

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

// fields lists all, in the order in which they are written.
func fields() []field {
	return []field{
		{"net", false, func(s *Setting) string { return encodeLayers(s.Model.Layers) }, func(s *Setting, text string) (err error) {
			s.Model.Layers, err = decodeLayers(text)
			return err
		}},
		word("opt", func(t *spec.Training) *string { return &t.Optimizer }),
		number("lr", false, func(t *spec.Training) *float32 { return &t.LearningRate }),
		number("momentum", true, func(t *spec.Training) *float32 { return &t.Momentum }),
		{"nesterov", true, func(s *Setting) string { return map[bool]string{true: "1"}[s.Training.Nesterov] }, func(s *Setting, text string) error {
			s.Training.Nesterov = true
			return one("nesterov", text)
		}},
		whole("batch", false, func(t *spec.Training) *int { return &t.BatchSize }),
		whole("epochs", false, func(t *spec.Training) *int { return &t.Epochs }),
		whole("examples", false, func(t *spec.Training) *int { return &t.Examples }),
		whole("shift", true, func(t *spec.Training) *int { return &t.Shift }),
		whole("shards", false, func(t *spec.Training) *int { return &t.Shards }),
		{"seed", false, func(s *Setting) string { return strconv.FormatUint(s.Training.Seed, 10) }, func(s *Setting, text string) (err error) {
			if s.Training.Seed, err = spec.ParseWhole[uint64](text); err != nil {
				return refuse("seed", quoted(text), "a whole number of at least 0, below 2^64")
			}
			return nil
		}},
		{"ink", true, func(s *Setting) string { return encodeInk(s.Drawing) }, func(s *Setting, text string) (err error) {
			s.Drawing, err = decodeInk(text)
			return err
		}},
	}
}

func find(fields []field, name string) *field {
	for i := range fields {
		if fields[i].name == name {
			return &fields[i]
		}
	}
	return nil
}

func word(name string, of func(*spec.Training) *string) field {
	return field{name, false,
		func(s *Setting) string { return *of(&s.Training) },
		func(s *Setting, text string) error {
			*of(&s.Training) = text // Check knows which there are
			return nil
		}}
}

func whole(name string, optional bool, of func(*spec.Training) *int) field {
	return field{name, optional,
		func(s *Setting) string {
			if n := *of(&s.Training); n != 0 {
				return strconv.Itoa(n)
			}
			return ""
		},
		func(s *Setting, text string) (err error) {
			if *of(&s.Training), err = spec.ParseWhole[int](text); err != nil {
				return refuse(name, quoted(text), "a whole number of at least 0")
			}
			return nil
		}}
}

func number(name string, optional bool, of func(*spec.Training) *float32) field {
	return field{name, optional,
		func(s *Setting) string {
			if v := *of(&s.Training); v != 0 {
				return strconv.FormatFloat(float64(v), 'g', -1, 32)
			}
			return ""
		},
		func(s *Setting, text string) (err error) {
			if *of(&s.Training), err = spec.ParseDecimal(text); err != nil {
				return refuse(name, quoted(text), "a number of at least 0")
			}
			return nil
		}}
}

// one accepts the only value that a field has when it is there.
func one(name, text string) error {
	if text != "1" {
		return refuse(name, quoted(text), "1, or no such field")
	}
	return nil
}
