//go:build js && wasm

package main

import (
	"strconv"
	"strings"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// runsName is the name of the runs in the browser's localStorage.
const runsName = "runs"

// runs is the table of trainings. In the panel each row is a card; in the dialog, which has room, the same elements are a table.
type runs struct {
	none, tools, order, wide, status, restore, actions, note, marks *dom.Element

	clear, csv, copy *dom.Element
	home, table      *dom.Element // the table's place in the panel, and what moves to the dialog
	body             *dom.Element
	rows             []*runRow
	language         string
	version          int          // of the records shown
	by               state.Column // their order
	last             wording.RunAction
}

func newRuns(a *app, in *dom.Element) component {
	button := func(key string) *dom.Element { return dom.Translated("button", key).Attr("type", "button") }
	t := &runs{
		none:   dom.Translated("p", "runs.none").Attr("id", "noruns").Attr("class", "note"),
		status: dom.Make("p").Attr("id", "runsstatus").Attr("class", "note").Attr("role", "status"),
		note:   dom.Translated("p", "runs.note").Attr("class", "note"), marks: dom.Make("p").Attr("id", "runsmarks").Attr("class", "note"),
		order: newRunsOrder(), wide: button("runs.wide").Attr("id", "runswide").Attr("aria-haspopup", "dialog"),
		restore: button("runs.restore").Attr("id", "runsrestore"), clear: button("runs.clear").Attr("id", "runsclear"),
		csv: button("runs.csv").Attr("id", "runscsv"), copy: button("runs.copy"), body: dom.Make("tbody").Attr("role", "rowgroup"),
	}
	t.tools = dom.Make("div", dom.Translated("label", "runs.order").Attr("for", "runsorder"), t.order, t.wide).Attr("id", "runstools")
	t.actions = dom.Make("div", t.csv, t.copy, t.clear).Attr("id", "runsactions")
	table := dom.Make("table", dom.Translated("caption", "runs.caption").Attr("class", "vh"), newRunHeads(), t.body)
	t.table = dom.Make("div", table.Attr("id", "runstable").Attr("role", "table"), t.marks).Attr("class", "scroll")
	t.home = dom.Make("div", t.table).Attr("id", "runshome")
	in.Append(t.none, t.tools, t.status, t.restore, t.home, t.actions, t.note)
	a.state.Update(state.FoundRecords{Text: dom.GetItem(runsName)})
	dom.OnItem(runsName, func(text string) { a.send(state.FoundRecords{Text: text}) })
	t.listen(a)
	t.listenRows(a)
	in.Append(t.newDialog())
	return t
}

// newRunsOrder makes the menu for the order of the rows.
func newRunsOrder() *dom.Element {
	list := dom.Make("select").Attr("id", "runsorder")
	for _, o := range []struct {
		by  state.Column
		key string
	}{
		{state.ByDate, "runs.by_date"}, {state.ByAccuracy, "runs.by_accuracy"}, {state.ByLoss, "runs.by_loss"},
		{state.ByWeights, "runs.by_weights"}, {state.BySeconds, "runs.by_seconds"}, {state.BySpeed, "runs.by_speed"},
	} {
		list.Append(dom.Translated("option", o.key).Attr("value", string(o.by)))
	}
	return list
}

// newDialog makes the dialog for the table. Closing it moves the table back.
func (t *runs) newDialog() *dom.Element {
	room, end := dom.Make("div"), dom.Translated("button", "help.close").Attr("class", "primary").Attr("type", "button")
	dialog := dom.Make("dialog",
		dom.Translated("h2", "bench.runs").Attr("id", "runstitle"), room,
		dom.Make("p", end).Attr("class", "close"),
	).Attr("id", "runsdialog").Attr("aria-labelledby", "runstitle")
	end.On("click", func(dom.Event) { dialog.Close() })
	t.wide.On("click", func(dom.Event) {
		room.Append(t.table)
		dialog.Open()
	})
	dialog.On("close", func(dom.Event) { t.home.Append(t.table) })
	return dialog
}

func (t *runs) listen(a *app) {
	t.order.On("change", func(e dom.Event) {
		t.order.Forget()
		t.send(a, state.SortRecords{By: state.Column(e.Value())})
	})
	t.restore.On("click", func(dom.Event) {
		t.order.Focus() // the focused button disappears
		t.send(a, state.RestoreRecords{})
	})
	t.clear.On("click", func(dom.Event) {
		t.send(a, state.ClearRecords{})
		t.restore.Flag("hidden", false)
		t.restore.Focus() // so does this button
	})
	t.csv.On("click", func(dom.Event) {
		t.last = wording.RunAction{}
		dom.Download("convlab-runs.csv", a.state.Records.CSV())
		a.frames.Request()
	})
	t.copy.On("click", func(dom.Event) {
		dom.Copy(string(a.state.Records.CSV()), func(ok bool) {
			t.last = wording.RunAction{Copied: "runs.copied"}
			if !ok {
				t.last.Copied = "runs.notcopied"
			}
			a.frames.Request()
		})
	})
}

// listenRows listens to the buttons of all rows.
func (t *runs) listenRows(a *app) {
	t.body.On("click", func(e dom.Event) {
		button, ok := e.Closest("button")
		if !ok {
			return
		}
		id, err := strconv.Atoi(button.GetAttribute("data-id"))
		if err != nil {
			return
		}
		if button.GetAttribute("data-action") == "use" {
			t.send(a, state.UseRecord{ID: id})
		} else {
			t.send(a, state.RemoveRecord{ID: id})
		}
	})
}

// send sends an event that changes the table, and stores it for the status.
func (t *runs) send(a *app, e state.Event) {
	t.last = wording.RunActionOf(e)
	a.send(e)
}

func (t *runs) show(w wording.Words, s *state.State) {
	empty := len(s.Records.List) == 0
	t.none.Flag("hidden", !empty)
	t.tools.Flag("hidden", empty)
	t.actions.Flag("hidden", empty)
	t.home.Flag("hidden", empty)
	t.note.Flag("hidden", empty)
	t.marks.Flag("hidden", empty)
	t.restore.Flag("hidden", len(s.Records.Removed) == 0)
	t.status.Text(t.last.Text(w, s))
	if t.version == s.Records.Version && t.by == s.Records.Order && t.language == s.Language {
		return
	}
	t.version, t.by, t.language = s.Records.Version, s.Records.Order, s.Language
	focused := t.body.HoldsFocus()
	records, best := s.Records.Sorted(), s.Records.Best()
	t.marks.Text(strings.Join(wording.RunMarks(w, records, best), "\n"))
	for len(t.rows) < len(records) {
		row := newRunRow()
		t.body.Append(row.row)
		t.rows = append(t.rows, row)
	}
	for i, row := range t.rows {
		row.row.Flag("hidden", i >= len(records))
		if i < len(records) {
			row.show(w, s.Language, records[i], records[i].ID == best)
		} else if focused && row.row.HoldsFocus() {
			t.restore.Focus() // the last row was removed
		}
	}
}
