//go:build e2e

package e2e

import (
	"fmt"
	"testing"
)

// Fill types a value into a field in the place of what is there and takes it over with Enter.
func (p *Page) Fill(selector, value string) {
	p.t.Helper()
	p.Click(selector)
	p.Key("Ctrl+a")
	p.Type(value)
	p.Key("Enter")
}

// Radio clicks one of a group of choices of the settings, named by the path of the setting.
func (p *Page) Radio(path, value string) {
	p.t.Helper()
	p.Click(choice(path, value))
}

func choice(path, value string) string {
	return fmt.Sprintf(`[data-path="%s"] input[value="%s"]`, path, value)
}

// Run runs a part of a test on the page. When it fails, so does the test.
func (p *Page) Run(name string, part func()) {
	p.t.Helper()
	whole := p.t
	defer func() { p.t = whole }()
	whole.Run(name, func(t *testing.T) {
		p.t = t
		part()
	})
}
