package link

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
	Drawing  drawing.Drawing // comes back in steps of 1/4096 of the pad
}

const (
	version = "1"

	// MaxText is the most bytes of a link that Decode looks at. The largest
	// drawing needs about 60,000.
	MaxText = 128 << 10
)

// Encode writes a setting. The error is that of a setting that cannot work.
func Encode(s Setting) (string, error) {
	if err := s.check(); err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(version)
	for _, f := range fields() {
		if text := f.write(&s); text != "" {
			b.WriteString("&" + f.name + "=" + text)
		}
	}
	return b.String(), nil
}

// Decode reads what Encode wrote, with or without the # in front. Every error
// is a *spec.Error; then the Setting is empty.
func Decode(text string) (Setting, error) {
	if len(text) > MaxText {
		return Setting{}, refuse("link", fmt.Sprintf("%d bytes", len(text)), fmt.Sprintf("a link of at most %d bytes", MaxText))
	}
	first, rest, more := strings.Cut(strings.TrimPrefix(text, "#"), "&")
	if first != version {
		return Setting{}, refuse("link", quoted(first), "a link that begins with "+version+"&, as Convlab writes it: this one is none, or of a newer version")
	}
	known := fields()
	seen := map[string]bool{}
	s := Setting{Model: spec.Model{Input: spec.MNIST()}}
	for more {
		var one string
		one, rest, more = strings.Cut(rest, "&")
		name, value, _ := strings.Cut(one, "=")
		f := find(known, name)
		if f == nil {
			return Setting{}, refuse("link", quoted(name), "only fields that Convlab writes")
		}
		if seen[name] {
			return Setting{}, refuse(name, "the field twice", "it once")
		}
		seen[name] = true
		if err := f.read(&s, value); err != nil {
			return Setting{}, err
		}
	}
	for _, f := range known {
		if !seen[f.name] && !f.optional {
			return Setting{}, refuse(f.name, "nothing", "the field")
		}
	}
	if err := s.check(); err != nil {
		return Setting{}, err
	}
	return s, nil
}

func (s Setting) check() error {
	if s.Model.Input != spec.MNIST() {
		return refuse("input", s.Model.Input.String(), spec.MNIST().String())
	}
	if err := spec.CheckRun(s.Model, s.Training); err != nil {
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
