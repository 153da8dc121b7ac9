//go:build js && wasm

package main

import (
	"slices"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout/river"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// popover shows the controls of a chip under it; on a phone, in a sheet above the dock. It is not modal: while it is open the pad
// takes strokes, and the buttons of the run work.
type popover struct {
	a            *app
	box, title   *dom.Element
	sizes        *dom.Element // of what a layer reads and makes
	foot         *layerFoot
	rows         *dom.Element // the controls
	hint         *dom.Element // explains the control with the focus
	marks, waits *dom.Element
	form         *form
	chip         *dom.Element // that opened it; nil: it is closed
	content      popoverContent
}

// popoverContent is the content of a popover. Chips with the same key open the same popover, each at its control.
type popoverContent struct {
	key    string
	title  func(w wording.Words, s *state.State) string
	fields []state.Field
	layer  func() int           // whose controls these are, -1 if it was taken out; nil: of none
	gone   func() bool          // the network has nothing that they could set any more; nil: never
	column func() *river.Column // whose map and captions stay visible above the popover; nil: none
	more   *dom.Element         // further controls at its end, which return to home when it closes; may be nil
	home   *dom.Element
	show   func(w wording.Words, s *state.State) // writes more; may be nil
}

func newPopover(a *app) *popover {
	p := &popover{
		a: a, title: dom.Make("h2").Attr("id", "popovertitle"), rows: dom.Make("div"), hint: dom.Make("p").Attr("class", "hint"),
		marks: dom.Make("p").Attr("class", "note"), waits: dom.Make("p").Attr("class", "note"), sizes: dom.Make("span").Attr("class", "shape"), foot: newLayerFoot(a),
	}
	p.box = dom.Make("div", dom.Make("div", p.title, p.sizes).Attr("class", "head"), p.rows, p.hint, p.marks, p.waits, p.foot.box).Attr("class", "pop").Attr("popover", "manual")
	p.box.Attr("role", "dialog").Attr("aria-labelledby", "popovertitle").Attr("tabindex", "-1")
	p.form = newForm(a, p.box, p.hint)
	dom.OnPage("click", func(e dom.Event) { // of a pointer, or of a key on a button
		if _, keeps := e.Closest(".pop, [data-chip], #pad, dialog"); !keeps {
			p.close()
		}
	})
	dom.OnWindow("resize", func(dom.Event) { p.place() })
	return p
}

// toggle opens the popover under a chip, with the focus on the control of path; "": on the whole. The chip that opened it closes it.
func (p *popover) toggle(chip *dom.Element, content popoverContent, path string) {
	if p.chip == chip {
		p.close()
		return
	}
	again := p.chip != nil && p.content.key == content.key
	if again {
		p.chip.Aria("expanded", false)
		p.box.Dismiss() // a box that is moved must be closed
	} else {
		p.close()
		p.fill(content)
	}
	p.chip = chip
	chip.Aria("expanded", true)
	p.form.hinted = path
	p.box.Follow(chip) // Tab goes from the chip into the popover
	p.box.Reveal()
	p.show(p.a.words, p.a.state)
	p.box.Focus()
	if c := p.form.control(path); c != nil {
		c.focus(state.FieldText(p.a.state.Draft.Settings, path))
	}
}

// fill makes the controls.
func (p *popover) fill(content popoverContent) {
	p.content = content
	for _, c := range p.form.controls {
		c.row.Remove()
		c.refusal.Remove()
	}
	p.form.controls = putControls(p.rows, content.fields)
	if content.more != nil {
		p.rows.Append(content.more)
	}
}

// close closes the popover, and reports whether it was open. The focus goes back to the chip from a control inside.
func (p *popover) close() bool {
	if p.chip == nil {
		return false
	}
	chip, inside := p.chip, p.box.HoldsFocus()
	p.chip = nil
	p.box.Dismiss()
	chip.Aria("expanded", false)
	if p.content.more != nil {
		p.content.home.Append(p.content.more)
	}
	if inside {
		chip.Focus()
	}
	return true
}

func (p *popover) show(w wording.Words, s *state.State) {
	if p.chip != nil && p.content.gone != nil && p.content.gone() {
		p.close()
	}
	if p.chip == nil || w == nil {
		return
	}
	p.title.Text(p.content.title(w, s))
	if p.content.show != nil {
		p.content.show(w, s)
	}
	p.form.show(w, s, nil)
	p.form.explain()
	layer := -1
	if p.content.layer != nil {
		layer = p.content.layer()
	}
	p.sizes.Text(wording.ColumnSizes(w, s, layer))
	p.foot.show(w, s, p.content.layer != nil, layer)
	p.hint.Flag("hidden", p.foot.says)
	differs := slices.ContainsFunc(p.content.fields, func(f state.Field) bool { return s.Draft.DiffersAt(f.Path) })
	p.marks.Text(w.Format("settings.differs"))
	p.marks.Flag("hidden", !differs)
	p.waits.Text(w.Format("settings.waits"))
	p.waits.Flag("hidden", len(p.content.fields) == 0 || !s.TrainingWaits())
	p.place()
}

// place puts the popover under its chip and the captions of its column, within the window. It is at most two thirds as high as the
// room there, if its controls fit. page.css makes it a sheet on a phone.
func (p *popover) place() {
	if p.chip == nil {
		return
	}
	const margin, toNose, nose, gap, least, controls = 8, 16, 8, 8, 200, 300
	w, h := dom.WindowSize()
	chip, width := p.chip.InWindow(), p.box.InWindow().W
	left := max(margin, min(chip.X-toNose, w-width-margin))
	top := chip.Y + chip.H + gap
	if p.content.column != nil {
		if c := p.content.column(); c != nil {
			top = max(top, p.a.overlay.stage.InWindow().Y+float64(c.Caption.Y+c.Caption.H)+gap)
		}
	}
	above := h-top < least // of a chip at the lower edge
	if above {
		top = max(margin, chip.Y-gap-p.box.InWindow().H)
	}
	p.box.Class("above", above)
	p.box.Style("--left", dom.Px(left))
	p.box.Style("--top", dom.Px(top))
	p.box.Style("--nose", dom.Px(max(nose, min(chip.X+chip.W/2-left, width-2*nose))))
	room := max(least, (h-top)*2/3, min(controls, h-top-margin))
	if above {
		room = chip.Y - gap - margin
	}
	p.box.Style("--room", dom.Px(room))
}
