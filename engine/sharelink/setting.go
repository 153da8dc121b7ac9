package sharelink

import (
	"fmt"
	"strconv"
	"strings"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// Setting is what a link carries.
type Setting struct {
	Model    spec.Model // over MNIST's pictures
	Training spec.Training
	Digit    Digit           // the test picture on the pad
	Drawing  drawing.Drawing // over it; comes back in steps of 1/4096 of the pad
	Steps    drawing.Steps   // how the drawing is prepared
	Language string          // of the page, as in "en"; "": the reader's own
}

// version is the one that Encode writes.
const version = 2

// Encode writes a setting. The error is that of a setting that cannot work.
func Encode(s Setting) (string, error) {
	if err := s.check(); err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(strconv.Itoa(version))
	for _, f := range fieldsOf(version) {
		if text := f.write(&s); text != "" {
			b.WriteString("&" + f.name + "=" + text)
		}
	}
	return b.String() + checksumField + checksum(b.String()), nil
}

func (s Setting) check() error {
	if s.Model.Input != spec.MNIST() {
		return refuse("input", s.Model.Input.String(), spec.MNIST().String())
	}
	if err := spec.CheckRun(s.Model, s.Training); err != nil {
		return err
	}
	if err := s.Digit.check(); err != nil {
		return err
	}
	if err := checkLanguage(s.Language); err != nil {
		return err
	}
	if err := s.Drawing.Validate(); err != nil {
		return refuse("ink", "a drawing that cannot be", err.Error())
	}
	return nil
}

// refuse says what is wrong with a text that is no link.
func refuse(path, value, want string) error {
	return &spec.Error{Path: path, Value: value, Want: want, Rule: spec.RuleSyntax}
}

// quoted keeps a hostile value short and on one line.
func quoted(s string) string {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return strconv.Quote(s)
}

// checkSize keeps texts that no build writes from being read at all.
func checkSize(text string) error {
	if len(text) > MaxText {
		return refuse("link", fmt.Sprintf("%d bytes", len(text)), fmt.Sprintf("a link of at most %d bytes", MaxText))
	}
	if n := strings.Count(text, "&"); n > MaxFields {
		return refuse("link", fmt.Sprintf("%d fields", n), fmt.Sprintf("a link of at most %d fields", MaxFields))
	}
	return nil
}
