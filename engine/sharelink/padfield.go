package sharelink

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// Digit is an optional test image on the pad.
type Digit struct {
	On    bool
	Index int // 0 to spec.TestExamples-1
}

// fieldsOf lists the fields of a version in the order in which they are written. The
// ink, the longest, comes last, with joined after it: a link that was cut off still has
// its settings.
func fieldsOf(version int) []field {
	all := fields()
	if version == 1 {
		return all
	}
	return append(slices.Insert(all, len(all)-1, append(padFields(), viewFields()...)...), joined())
}

// joined lists the strokes that continue the gesture of the one before them, as in
// "1.3". It is read after the ink. Earlier builds ignore it and read the same ink.
func joined() field {
	return field{"joined", true, func(c *Content) (string, error) {
		var list []string
		for _, i := range c.Drawing.Joined() {
			list = append(list, strconv.Itoa(i))
		}
		return strings.Join(list, "."), nil
	}, func(c *Content, text string) error {
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
		d, err := c.Drawing.Join(list)
		if err != nil {
			return refuse("joined", fmt.Sprintf("%d of %d strokes", len(list), len(c.Drawing.Strokes)), "indices of strokes of the ink before it, rising from 1")
		}
		c.Drawing = d
		return nil
	}}
}

// padFields lists the fields that version 2 adds before the ink.
func padFields() []field {
	return []field{
		{"digit", true, func(c *Content) (string, error) {
			if !c.Digit.On {
				return "", nil
			}
			return strconv.Itoa(c.Digit.Index), nil
		}, func(c *Content, text string) error {
			n, err := spec.ParseWhole[int](text)
			if err != nil {
				return refuse("digit", quoted(text), "a whole number")
			}
			c.Digit = Digit{On: true, Index: n}
			return c.Digit.check()
		}},
		{"steps", true, func(c *Content) (string, error) {
			if c.Steps == drawing.AllSteps() {
				return "", nil
			}
			return stepsText(c.Steps), nil
		}, func(c *Content, text string) error {
			c.Steps = drawing.Steps{
				Crop: strings.Contains(text, "c"), Width: strings.Contains(text, "w"),
				Scale: strings.Contains(text, "s"), Centre: strings.Contains(text, "m"),
			}
			if stepsText(c.Steps) != text {
				return refuse("steps", quoted(text), "letters of cwsm in this order, or 0 for none")
			}
			return nil
		}},
		{"lang", true, func(c *Content) (string, error) { return c.Language, nil }, func(c *Content, text string) error {
			if text == "" {
				return refuse("lang", quoted(text), languageForm)
			}
			c.Language = text
			return checkLanguage(text)
		}},
	}
}

// stepsText returns a letter for each step that is done: c crop, w width, s scale,
// m centre of mass; 0 if none is.
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

// checkLanguage accepts "" and codes in the form of ISO 639. The page knows which
// languages it has.
func checkLanguage(code string) error {
	if code == "" || len(code) >= 2 && len(code) <= 3 && strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") == "" {
		return nil
	}
	return refuse("lang", quoted(code), languageForm)
}
