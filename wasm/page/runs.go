//go:build js && wasm

package main

import (
	"strconv"
	"strings"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// runsName is the name under which the browser keeps the runs.
const runsName = "runs"

// runs is the table of trainings. In the inspector each row is a card; in the
// dialog, which has room, the same elements are a table.
type runs struct {
	none, tools, order, said, restore, acts, note, marks *dom.Element

	body     *dom.Element
	rows     []*runRow
	language string
	turn     int          // of the rows shown
	by       state.Column // of the rows shown
	last     wording.RunAct
}

// runRow is one training.
type runRow struct {
	row, best, use, remove *dom.Element
	cells                  []*dom.Element
}

func newRuns(a *app) *runs {
	t := &runs{
		none: dom.ByID("noruns"), tools: dom.ByID("runstools"), order: dom.ByID("runsorder"), said: dom.ByID("runssaid"),
		restore: dom.ByID("runsrestore"), acts: dom.ByID("runsacts"), note: dom.ByID("runsnote"), marks: dom.ByID("runsmarks"),
		body: dom.ByID("runstable").First("tbody"),
	}
	a.state.Update(state.FoundRecords{Text: dom.GetItem(runsName)})
	dom.OnItem(runsName, func(text string) { a.send(state.FoundRecords{Text: text}) })
	t.listenRows(a)
	t.listenWide()
	t.order.On("change", func(e dom.Event) {
		t.order.Forget()
		t.do(a, state.SortRecords{By: state.Column(e.Value())})
	})
	t.restore.On("click", func(dom.Event) {
		t.order.Focus() // the button goes away
		t.do(a, state.RestoreRecords{})
	})
	dom.ByID("runsclear").On("click", func(dom.Event) {
		t.do(a, state.ClearRecords{})
		t.restore.Flag("hidden", false)
		t.restore.Focus() // so does this one
	})
	dom.ByID("runscsv").On("click", func(dom.Event) {
		t.last = wording.RunAct{}
		dom.Download("convlab-runs.csv", a.state.Records.CSV())
		a.frames.Request()
	})
	dom.ByID("runscopy").On("click", func(dom.Event) {
		dom.Copy(string(a.state.Records.CSV()), func(ok bool) {
			t.last = wording.RunAct{Copied: "runs.copied"}
			if !ok {
				t.last.Copied = "runs.notcopied"
			}
			a.frames.Request()
		})
	})
	return t
}

// listenRows hears the buttons of all rows.
func (t *runs) listenRows(a *app) {
	t.body.On("click", func(e dom.Event) {
		button, ok := e.Closest("button")
		if !ok {
			return
		}
		id, err := strconv.Atoi(button.Has("data-id"))
		if err != nil {
			return
		}
		if button.Has("data-act") == "use" {
			t.do(a, state.UseRecord{ID: id})
		} else {
			t.do(a, state.RemoveRecord{ID: id})
		}
	})
}

// do sends what was done to the table.
func (t *runs) do(a *app, e state.Event) {
	t.last = wording.RunActOf(e)
	a.send(e)
}

// listenWide moves the table into the dialog and back.
func (t *runs) listenWide() {
	place, home, room, dialog := dom.ByID("runsplace"), dom.ByID("runshome"), dom.ByID("runsroom"), dom.ByID("runsdialog")
	dom.ByID("runswide").On("click", func(dom.Event) {
		room.Append(place)
		dialog.Open()
	})
	dialog.On("close", func(dom.Event) { home.Append(place) })
}

func (t *runs) show(w wording.Words, s *state.State) {
	empty := len(s.Records.List) == 0
	t.none.Flag("hidden", !empty)
	t.tools.Flag("hidden", empty)
	t.acts.Flag("hidden", empty)
	t.note.Flag("hidden", empty)
	t.marks.Flag("hidden", empty)
	t.restore.Flag("hidden", len(s.Records.Removed) == 0)
	t.said.Text(t.last.Text(w, s))
	if t.turn == s.Records.Version && t.by == s.Records.Order && t.language == s.Language {
		return
	}
	t.turn, t.by, t.language = s.Records.Version, s.Records.Order, s.Language
	focused := t.body.HoldsFocus()
	records, best := s.Records.Sorted(), s.Records.Best()
	t.marks.Text(strings.Join(wording.RunMarks(w, records, best), "\n"))
	for len(t.rows) < len(records) {
		t.rows = append(t.rows, t.newRow())
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

func (t *runs) newRow() *runRow {
	row := dom.Clone("runtemplate")
	r := &runRow{
		row: row, best: row.First(".tag"), use: row.First(`[data-act="use"]`), remove: row.First(`[data-act="remove"]`),
		cells: row.All("[data-run]"),
	}
	t.body.Append(row)
	return r
}

func (r *runRow) show(w wording.Words, language string, record state.Record, best bool) {
	settings, _ := state.FromModel(record.Model, record.Training)
	date := dom.Date(record.Date, language)
	for _, cell := range r.cells {
		text, title := wording.RunCell(w, record, settings, cell.Has("data-run"))
		if cell.Has("data-run") == "date" {
			text = date
		}
		cell.Text(text)
		cell.Attr("title", title)
	}
	r.row.Class("best", best)
	r.best.Flag("hidden", !best)
	id := strconv.Itoa(record.ID)
	r.use.Attr("data-id", id)
	r.remove.Attr("data-id", id)
	name := w.Format("runs.remove", "date", date)
	r.remove.Attr("aria-label", name)
	r.remove.Attr("title", name)
}
