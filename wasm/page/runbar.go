//go:build js && wasm

package main

import (
	"strconv"

	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/input"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// runBar has the buttons of the run and the training as a sentence, whose values are chips that open popovers. On a phone the
// buttons are a dock, and one of them opens all settings of the training.
type runBar struct {
	train, goOn, step, epoch, reset *dom.Element
	chips                           []trainingChip
	epochs                          *dom.Element // the word after their number
	more, home                      *dom.Element // step, epoch and reset, and their place
	settings, short                 *dom.Element // the dock's button, and its text
}

// trainingChip is one value of the sentence.
type trainingChip struct {
	path                string
	button, value, mark *dom.Element
}

func newRunBar(a *app) *runBar {
	t := &runBar{
		train: dom.ByID("train"), goOn: dom.ByID("continue"), step: dom.ByID("step"), epoch: dom.ByID("epoch"), reset: dom.ByID("reset"),
		epochs: dom.ByID("epochsword"), more: dom.ByID("runmore"), home: dom.ByID("runmorehome"),
		settings: dom.ByID("runsettings"), short: dom.ByID("runsettingstext"),
	}
	t.train.On("click", func(dom.Event) { a.send(input.MainEvent(a.state)) })
	for button, until := range map[*dom.Element]wire.Until{t.goOn: wire.UntilEnd, t.step: wire.UntilStep, t.epoch: wire.UntilEpoch} {
		button.On("click", func(dom.Event) { a.send(state.Continue{Until: until}) }) // one that is inert does nothing
	}
	t.reset.On("click", func(dom.Event) { a.send(state.Reset{}) })
	for _, button := range dom.ByID("sentence").All("[data-chip]") {
		chip := trainingChip{path: button.GetAttribute("data-chip"), button: button, value: button.First("b"), mark: button.First(".mark")}
		title := func(w wording.Words, _ *state.State) string { return wording.FieldLabel(w, chip.path) }
		button.On("click", func(dom.Event) {
			a.popover.toggle(button, popoverContent{key: chip.path, title: title, fields: state.ChipFields(chip.path)}, chip.path)
		})
		t.chips = append(t.chips, chip)
	}
	t.settings.On("click", func(dom.Event) {
		title := func(w wording.Words, _ *state.State) string { return w.Format("settings.training") }
		a.popover.toggle(t.settings, popoverContent{key: "training", title: title, fields: state.TrainingFields(), more: t.more, home: t.home}, "")
	})
	return t
}

func (t *runBar) show(w wording.Words, s *state.State) {
	// A button that is disabled loses the focus: these say so and do nothing.
	t.train.Text(w.Format("top." + input.MainAction(s)))
	t.train.Attr("aria-disabled", strconv.FormatBool(input.MainInert(s)))
	t.reset.Attr("aria-disabled", strconv.FormatBool(!s.CanReset()))
	t.goOn.Attr("aria-disabled", strconv.FormatBool(!s.CanContinue()))
	t.step.Attr("aria-disabled", strconv.FormatBool(!s.CanStep()))
	t.epoch.Attr("aria-disabled", strconv.FormatBool(!s.CanStep()))
	goesOn := input.ContinueComesFirst(s)
	t.train.Class("primary", !goesOn)
	t.goOn.Class("primary", goesOn)
	for _, c := range t.chips {
		c.value.Text(wording.ChipValue(w, s.Draft.Settings, c.path))
		c.mark.Flag("hidden", !s.Draft.DiffersAt(c.path))
		c.button.Attr("title", wording.FieldHint(w, s.Draft.Settings, c.path))
	}
	t.epochs.Text(wording.EpochsWord(w, s.Draft.Training.Epochs))
	t.short.Text(wording.TrainingShort(w, s.Draft.Training))
}
