// Package sharelink writes what the page shows (a network, its training, the pad, what
// the visitor looks at and the language) as a short text for the fragment of a URL, after the #, and reads such
// texts.
//
//	2&net=C32.3r-M2-C64.3r-M2-C64.3r-F-D64r-D10x&opt=rmsprop&lr=0.001&batch=64&epochs=5&examples=60000&shards=4&seed=1&lang=en&crc=c608d87d
//
// The first field is the version of the format, the last one a CRC of all before it.
// A link names no preset: it contains everything that the trained weights depend on,
// so that it trains the same network in every build. Fields that are zero or have the
// page's initial value are omitted: momentum, nesterov, shift, digit, steps, lang, number,
// scale, magma, tab, ink, joined.
//
// Version 1 has no CRC and none of the optional fields but momentum, nesterov, shift and
// ink. It is read, and no longer written.
//
// Links are not trusted: Decode refuses what cannot work with a *spec.Error, and
// allocates only a few times the length of the text. Chat and mail programs change
// links: Decode reverts escapes, line breaks and appended text. It reports other
// changes, and links that were cut off, as a *DamagedError.
package sharelink

import (
	"fmt"
	"strconv"
	"strings"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// Content is the content of a link.
type Content struct {
	Model    spec.Model // with MNIST's images as input
	Training spec.Training
	Digit    Digit           // the test image on the pad
	Drawing  drawing.Drawing // over it, rounded to steps of 1/4096 of the pad
	Steps    drawing.Steps   // how the drawing is prepared
	Language string          // of the page, as in "en"; "": the reader's own
	Number   Number          // the chosen one
	Scale    string          // which numbers share a colour scale, as in "map"; "": the reader's own
	Magma    bool            // colours the maps; false: the reader's own colours
	Tab      string          // of the workbench, as in "curves"; "": the reader's own
}

// version is the one that Encode writes.
const version = 2

// Encode writes a link, without a #. The error is the *spec.Error of a content that
// cannot work, or says which layer or setting has no form in links.
func Encode(c Content) (string, error) {
	if err := c.check(); err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(strconv.Itoa(version))
	for _, f := range fieldsOf(version) {
		text, err := f.write(&c)
		if err != nil {
			return "", fmt.Errorf("link: %w", err)
		}
		if text != "" {
			b.WriteString("&" + f.name + "=" + text)
		}
	}
	return b.String() + checksumField + checksum(b.String()), nil
}

func (c Content) check() error {
	if c.Model.Input != spec.MNIST() {
		return refuse("input", c.Model.Input.String(), spec.MNIST().String())
	}
	if err := spec.CheckRun(c.Model, c.Training); err != nil {
		return err
	}
	if err := c.Digit.check(); err != nil {
		return err
	}
	if err := checkLanguage(c.Language); err != nil {
		return err
	}
	if err := c.checkView(); err != nil {
		return err
	}
	if err := c.Drawing.Validate(); err != nil {
		return refuse("ink", "a drawing that cannot be", err.Error())
	}
	return nil
}

// refuse returns the error of a field, or of a text that is not a link.
func refuse(path, value, want string) error {
	return &spec.Error{Path: path, Value: value, Want: want, Rule: spec.RuleSyntax}
}

// quoted keeps a hostile text short and on one line.
func quoted(text string) string {
	if len(text) > 40 {
		text = text[:40] + "…"
	}
	return strconv.Quote(text)
}
