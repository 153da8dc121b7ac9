//go:build js && wasm

package main

import (
	"strings"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// settings is the column of controls.
type settings struct {
	preset, own, pretrained *dom.Element
	controls                []*control // those that are always there
	blocks                  *blocks
	add                     *dom.Element
	headShape               *dom.Element
	momentum, nesterov      *dom.Element // rows that only SGD has
	waits, marks            *dom.Element
	values                  map[string]*dom.Element // marks of the values of the training, by name
	elsewhere, onBlocks     *dom.Element            // refusals that belong to no single control
	fixes                   *fixes
	hint                    *dom.Element
	language                string
}

func newSettings(a *app) *settings {
	form := dom.ByID("controls")
	t := &settings{
		preset: dom.ByID("preset"), pretrained: dom.ByID("pretrained"),
		add: dom.ByID("addblock"), headShape: dom.ByID("headshape"),
		momentum: dom.ByID("momentumrow"), nesterov: dom.ByID("nesterovrow"), waits: dom.ByID("trainingwaits"), marks: dom.ByID("trainingmarks"), values: map[string]*dom.Element{},
		elsewhere: form.First(`[data-refusal=""]`), onBlocks: form.First(`[data-refusal="blocks"]`),
		hint: dom.ByID("hint"),
	}
	t.own = t.preset.First(`option[value=""]`)
	refusals := form.All("[data-refusal]")
	for _, e := range form.All("[data-path]") {
		t.controls = append(t.controls, newControl(e, e.Has("data-path"), refusals))
	}
	for _, row := range form.All(".row:has([data-path^='training.'])") {
		t.values[strings.TrimPrefix(row.First("[data-path]").Has("data-path"), "training.")] = newMark(row.First("label, .name"))
	}
	t.blocks = newBlocks(a, t.add)
	t.fixes = newFixes(a)
	t.listen(a, form)
	return t
}

func (t *settings) listen(a *app, form *dom.Element) {
	form.On("submit", func(e dom.Event) { e.Prevent() }) // Enter in a field only takes it over
	form.On("change", func(e dom.Event) {
		box, ok := e.Closest("[data-path]")
		if !ok {
			return
		}
		path, value := box.Has("data-path"), e.Value()
		if box.Has("type") == "checkbox" {
			value = "false"
			if e.Checked() {
				value = "true"
			}
		}
		t.set(a, path, value)
	})
	form.On("keydown", func(e dom.Event) {
		key, modified := e.Key()
		field, ok := e.Closest("[role=spinbutton]")
		if !ok || modified || key != "ArrowUp" && key != "ArrowDown" {
			return
		}
		e.Prevent() // the caret would move
		path, up := field.Has("data-path"), key == "ArrowUp"
		next, ok := state.StepNumber(path, e.Value(), up)
		if !ok { // from the number that was there before
			next, _ = state.StepNumber(path, state.FieldText(a.state.Draft.Settings, path), up)
		}
		t.set(a, path, next)
	})
	t.preset.On("change", func(e dom.Event) {
		t.preset.Forget()
		a.send(state.ChoosePreset{Name: e.Value()})
	})
	t.pretrained.On("click", func(dom.Event) {
		a.send(state.UsePretrain{})
	})
	title := dom.ByID("trainingtitle")
	dom.ByID("totraining").On("click", func(dom.Event) { title.ScrollToTop() })
	t.add.On("click", func(dom.Event) { a.send(state.AddBlock{}) })
	explain := func(e dom.Event) {
		if row, ok := e.Closest("[aria-description]"); ok {
			t.hint.Text(row.Has("aria-description"))
		}
	}
	for _, event := range []string{"pointerover", "focusin"} {
		form.On(event, explain)
		dom.ByID("topbar").On(event, explain)
		dom.ByID("stage").On(event, explain)
	}
}

// set takes over what a control holds. A number's field shows it at once: the
// next key may come before the next frame, and goes on from there.
func (t *settings) set(a *app, path, value string) {
	for _, c := range t.all() {
		if c.path != path {
			continue
		}
		c.touched()
		if c.kind == "number" {
			c.box.Value(value)
		}
	}
	a.send(state.SetField{Path: path, Value: value})
}

// mark shows which values of the training are not the note's.
func (t *settings) mark(s *state.State) {
	marked := false
	for name, mark := range t.values {
		differs := s.Draft.Differs(name)
		mark.Flag("hidden", !differs)
		marked = marked || differs
	}
	t.marks.Flag("hidden", !marked)
}

func (t *settings) all() []*control { return append(t.blocks.controls(), t.controls...) }

func (t *settings) show(w wording.Words, s *state.State) {
	name := s.Draft.Preset()
	t.own.Flag("hidden", name != "")
	t.preset.Value(name)
	shipped := s.Draft.Kind()
	used := s.Network.Serial == 0 || s.RunState() == state.RunShipped
	t.pretrained.Flag("disabled", used || name != shipped)
	t.pretrained.Class("away", name != shipped)
	if used {
		t.pretrained.Text(w.Format("settings.pretrained_used"))
	} else {
		t.pretrained.Text(w.Format("settings.pretrained"))
	}

	reason := ""
	if s.Draft.Refusal != nil {
		reason = wording.Refusal(w, s.Draft.Refusal)
	}
	shapes := wording.BlockShapes(s.Draft.Settings)
	t.blocks.show(w, s, shapes, reason)
	t.headShape.Text(wording.Head(s.Draft.Settings, shapes))
	placed := t.blocks.refused(s.Draft.Refusal)
	for _, c := range t.controls {
		c.show(state.FieldText(s.Draft.Settings, c.path), s.Draft.Refusal, reason)
		placed = placed || s.Draft.Refusal != nil && c.path == s.Draft.Refusal.Path && c.error != nil
	}
	whole := s.Draft.Refusal != nil && !placed
	blocks := whole && s.Draft.Refusal.Path == "blocks"
	t.onBlocks.Flag("hidden", !blocks)
	t.elsewhere.Flag("hidden", !whole || blocks)
	t.onBlocks.Text(reason)
	t.elsewhere.Text(reason)
	t.showFixes(w, s, placed, blocks)

	t.mark(s)
	sgd := s.Draft.Training.Optimizer == "sgd"
	t.momentum.Flag("hidden", !sgd)
	t.nesterov.Flag("hidden", !sgd)
	t.waits.Flag("hidden", !s.TrainingWaits())
	if t.language != s.Language { // the last explanation is in another language
		t.language = s.Language
		t.hint.Text(w.Format("hint.start"))
	}
}

// showFixes puts what would work under the words of the refusal. Once it is taken, the
// control that was refused has the focus.
func (t *settings) showFixes(w wording.Words, s *state.State, placed, blocks bool) {
	at := t.elsewhere
	if blocks {
		at = t.onBlocks
	}
	refused := ""
	if s.Draft.Refusal != nil {
		refused = s.Draft.Refusal.Path
	}
	taken := t.fixes.taken(s)
	for _, c := range t.all() {
		if placed && c.path == refused && c.error != nil {
			at = c.error
		}
		if taken && c.path == t.fixes.path {
			c.focus(state.FieldText(s.Draft.Settings, c.path))
		}
	}
	t.fixes.show(w, s, at, refused)
}
