package sharelink

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// Digit is one of MNIST's test pictures on the pad, by its index, or none.
type Digit struct {
	On    bool
	Index int // 0 to spec.TestExamples-1
}

// fieldsOf lists the fields of a version, in the order in which they are
// written. The ink is the longest and the last but for what is said of its
// strokes: of a link that was cut, the settings are left.
func fieldsOf(version int) []field {
	all := fields()
	if version == 1 {
		return all
	}
	return append(slices.Insert(all, len(all)-1, padFields()...), joined())
}

// joined lists the strokes that go on with the gesture of the one before them,
// as in "1.3". It follows the ink, which a build that does not know it reads
// without it.
func joined() field {
	return field{"joined", true, func(s *Setting) string {
		var list []string
		for _, i := range s.Drawing.Joined() {
			list = append(list, strconv.Itoa(i))
		}
		return strings.Join(list, ".")
	}, func(s *Setting, text string) error {
		var list []int
		for more := true; more && len(list) <= drawing.MaxStrokes; {
			var one string
			one, text, more = strings.Cut(text, ".")
			i, err := spec.ParseWhole[int](one)
			if err != nil {
				return refuse("joined", quoted(one), "whole numbers with a . between them")
			}
			list = append(list, i)
		}
		d, err := s.Drawing.Join(list)
		if err != nil {
			return refuse("joined", fmt.Sprintf("%d of %d strokes", len(list), len(s.Drawing.Strokes)), "indices of strokes of the ink before it, rising from 1")
		}
		s.Drawing = d
		return nil
	}}
}

// padFields lists what version 2 adds.
func padFields() []field {
	return []field{
		{"digit", true, func(s *Setting) string {
			if !s.Digit.On {
				return ""
			}
			return strconv.Itoa(s.Digit.Index)
		}, func(s *Setting, text string) error {
			n, err := spec.ParseWhole[int](text)
			if err != nil {
				return refuse("digit", quoted(text), "a whole number")
			}
			s.Digit = Digit{On: true, Index: n}
			return s.Digit.check()
		}},
		{"steps", true, func(s *Setting) string {
			if s.Steps == drawing.AllSteps() {
				return ""
			}
			return stepsText(s.Steps)
		}, func(s *Setting, text string) error {
			s.Steps = drawing.Steps{
				Crop: strings.Contains(text, "c"), Width: strings.Contains(text, "w"),
				Scale: strings.Contains(text, "s"), Centre: strings.Contains(text, "m"),
			}
			if stepsText(s.Steps) != text {
				return refuse("steps", quoted(text), "letters of cwsm in this order, or 0 for none")
			}
			return nil
		}},
		{"lang", true, func(s *Setting) string { return s.Language }, func(s *Setting, text string) error {
			if text == "" {
				return refuse("lang", quoted(text), languageForm)
			}
			s.Language = text
			return checkLanguage(text)
		}},
	}
}

// stepsText has a letter for each step that is done: c crop, w width, s scale,
// m centre of mass; 0 for none of them.
func stepsText(s drawing.Steps) string {
	text := ""
	for _, step := range []struct {
		done   bool
		letter string
	}{{s.Crop, "c"}, {s.Width, "w"}, {s.Scale, "s"}, {s.Centre, "m"}} {
		if step.done {
			text += step.letter
		}
	}
	if text == "" {
		return "0"
	}
	return text
}

func (d Digit) check() error {
	if d.On && (d.Index < 0 || d.Index >= spec.TestExamples) {
		return refuse("digit", strconv.Itoa(d.Index), fmt.Sprintf("0 to %d", spec.TestExamples-1))
	}
	return nil
}

const languageForm = "a language as in en"

// checkLanguage accepts "" and codes of ISO 639: which languages there are is
// the page's business.
func checkLanguage(code string) error {
	if code == "" || len(code) >= 2 && len(code) <= 3 && strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") == "" {
		return nil
	}
	return refuse("lang", quoted(code), languageForm)
}
