package sharelink

import (
	"fmt"
	"strings"

	"convlab/engine/spec"
)

// Number is an optional number of the output of a layer, all of it counted from 0. The
// network may not have it.
type Number struct {
	On    bool
	Layer int
	Cell  spec.Cell
}

// viewFields lists the fields of version 2 about what the sender looks at. Reading checks
// only their form: the page knows which numbers can be chosen, and which scales and tabs
// it has.
func viewFields() []field {
	return []field{
		{"number", true, func(c *Content) (string, error) { return c.Number.text(), nil }, func(c *Content, text string) error {
			n, ok := parseNumber(text)
			if !ok {
				return refuse("number", quoted(text), "a layer, a row, a column and a channel as in 4.8.14.33")
			}
			c.Number = n
			return nil
		}},
		wordField("scale", func(c *Content) *string { return &c.Scale }),
		{"magma", true, func(c *Content) (string, error) { return valueText(c.Magma) }, func(c *Content, text string) error {
			return readValue(&c.Magma, "magma", text)
		}},
		wordField("tab", func(c *Content) *string { return &c.Tab }),
	}
}

func (n Number) text() string {
	if !n.On {
		return ""
	}
	return fmt.Sprintf("%d.%d.%d.%d", n.Layer, n.Cell.Row, n.Cell.Column, n.Cell.Channel)
}

// parseNumber reads a text of Number.text.
func parseNumber(text string) (n Number, ok bool) {
	n.On = true
	parts := []*int{&n.Layer, &n.Cell.Row, &n.Cell.Column, &n.Cell.Channel}
	for i, to := range parts {
		one, rest, more := strings.Cut(text, ".")
		v, err := spec.ParseWhole[int](one)
		if last := i == len(parts)-1; err != nil || more == last {
			return Number{}, false
		}
		*to, text = v, rest
	}
	return n, true
}

// checkView checks the form of the fields about what the sender looks at.
func (c *Content) checkView() error {
	if n := c.Number; n.On && min(n.Layer, n.Cell.Row, n.Cell.Column, n.Cell.Channel) < 0 {
		return refuse("number", n.text(), "whole numbers of at least 0")
	}
	if err := checkWord("scale", c.Scale); err != nil {
		return err
	}
	return checkWord("tab", c.Tab)
}

// wordField is a field whose value is the name of a choice of the page.
func wordField(name string, of func(*Content) *string) field {
	return field{name, true, func(c *Content) (string, error) { return *of(c), nil }, func(c *Content, text string) error {
		if text == "" {
			return refuse(name, quoted(text), wordForm)
		}
		*of(c) = text
		return nil // check looks at its form
	}}
}

const wordForm = "a word of at most 16 lower-case letters"

// checkWord accepts "" and short words.
func checkWord(name, text string) error {
	if len(text) > 16 || strings.Trim(text, "abcdefghijklmnopqrstuvwxyz") != "" {
		return refuse(name, quoted(text), wordForm)
	}
	return nil
}
