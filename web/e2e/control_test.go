//go:build e2e

package e2e

import (
	"fmt"
	"strings"
)

// Control returns a selector of the control of a setting: a field, or a group of radio buttons. It opens the popover that has it.
func (p *Page) Control(path string) string {
	p.t.Helper()
	p.Frame() // earlier input may open or close the popover
	field := fmt.Sprintf("[data-path=%q]", path)
	visible := fmt.Sprintf("document.querySelector(%q)?.checkVisibility() ?? false", field)
	if !Eval[bool](p, visible) {
		if Eval[bool](p, openPopover+" !== null") { // it may cover the chip
			p.Key("Escape")
			p.WaitFor(openPopover + " === null")
		}
		p.Click(p.chip(path))
		p.WaitFor(visible)
	}
	return field
}

// chip returns a selector of what opens the popover of a setting: its chip, or on a phone the button that a column, or the
// training, has for all of them.
func (p *Page) chip(path string) string {
	p.t.Helper()
	switch path {
	case "training.momentum", "training.nesterov":
		path = "training.optimizer"
	default:
		path = strings.Replace(path, ".activation", ".window", 1) // its popover has no chip of its own
	}
	chip := fmt.Sprintf("[data-chip=%q]", path)
	if strings.HasPrefix(path, "training.") {
		if !Eval[bool](p, fmt.Sprintf("document.querySelector(%q).checkVisibility()", chip)) {
			return "#runsettings"
		}
		return chip
	}
	// The column may not be there yet, and hidden chips keep the paths of networks before. Only one of the two is not hidden.
	chip += ":not([hidden])"
	return fmt.Sprintf(".column:not([hidden]) > .chips:not([hidden]) > %[1]s, .column:not([hidden]):has(> .chips > %[1]s) > .settings:not([hidden])", chip)
}

// Set types a number into the control of a setting and confirms it with Enter, or clicks a choice, and closes the popover. It waits
// until the page shows it.
func (p *Page) Set(path, value string) {
	p.t.Helper()
	field := p.Control(path)
	if Eval[bool](p, fmt.Sprintf("document.querySelector(%q).matches('[role=radiogroup]')", field)) {
		p.Click(choice(path, value))
	} else {
		p.Fill(field, value)
	}
	p.Key("Escape")
	p.Frame()
}

// Value returns what the control of a setting shows.
func (p *Page) Value(path string) string {
	p.t.Helper()
	field := p.Control(path)
	return Eval[string](p, fmt.Sprintf("(e => (e.querySelector('input:checked') ?? e).value)(document.querySelector(%q))", field))
}

// Radio clicks a radio button of the settings and waits until the page shows it.
func (p *Page) Radio(path, value string) {
	p.t.Helper()
	p.Control(path)
	p.Click(choice(path, value))
	p.Frame()
}

func choice(path, value string) string {
	return fmt.Sprintf(`[data-path="%s"] input[value="%s"]`, path, value)
}

// Preset chooses a network in the menu and waits until the controls show it. Its weights come later.
func (p *Page) Preset(name string) {
	p.t.Helper()
	p.Click("#networkbutton")
	p.Click(fmt.Sprintf("[data-preset=%q]", name))
	p.Frame()
}

// Panel opens a panel of the workbench.
func (p *Page) Panel(name string) {
	p.t.Helper()
	p.Frame() // earlier input may open another one
	panel := fmt.Sprintf("(document.getElementById('panel-%s')?.checkVisibility() ?? false)", name)
	if Eval[bool](p, panel) {
		return
	}
	if !Eval[bool](p, "document.getElementById('tabs').checkVisibility()") {
		p.Click("#details") // on a phone
	}
	p.Click("#tab-" + name)
	p.WaitFor(panel)
}

// FileMenu opens the menu of files, which on a phone is in another menu.
func (p *Page) FileMenu() {
	p.t.Helper()
	p.Frame() // earlier input may close the other menu
	if !Eval[bool](p, "document.getElementById('filebutton').checkVisibility()") {
		p.Click("#morebutton")
	}
	p.Click("#filebutton")
	p.WaitFor("document.getElementById('file').matches(':popover-open')")
}

// Language switches to the other language and waits until its texts are loaded and shown.
func (p *Page) Language() {
	p.t.Helper()
	p.Frame() // the window may have another size
	before := p.State().Language
	if Eval[bool](p, "document.getElementById('language').checkVisibility()") {
		p.Click("#language")
	} else {
		p.Click("#morebutton")
		p.Click("#language")
		p.Key("Escape")
	}
	p.Until("the page is in the other language", func(s State) bool { return s.Language != before })
}

// Message returns a selector of a message, and shows it if it is behind newer ones.
func (p *Page) Message(key string) string {
	p.t.Helper()
	message := fmt.Sprintf(".notice[data-key=%q]", key)
	p.WaitFor(fmt.Sprintf("document.querySelector(%q)", message))
	p.Frame() // a newer one may have come with it
	if !Eval[bool](p, fmt.Sprintf("document.querySelector(%q).checkVisibility()", message)) {
		p.Click("#noticesmore")
	}
	return message
}
