//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/view"
)

// memory is the name under which the browser keeps the runs.
const memory = "runs"

// runs is the table of trainings. In the inspector each row is a card; in the
// dialog, which has room, the same elements are a table.
type runs struct {
	none, tools, order, said, restore, acts, note *dom.Element

	body     *dom.Element
	rows     []*runRow
	language string
	turn     int         // of the rows shown and remembered
	by       view.Column // of the rows shown
	used     int         // ID of the row whose settings were taken last
	copied   string      // key of what was said about the clipboard
}

// runRow is one training.
type runRow struct {
	row, best, use, remove *dom.Element
	cells                  []*dom.Element
}

func newRuns(a *app) *runs {
	t := &runs{
		none: dom.ByID("noruns"), tools: dom.ByID("runstools"), order: dom.ByID("runsorder"), said: dom.ByID("runssaid"),
		restore: dom.ByID("runsrestore"), acts: dom.ByID("runsacts"), note: dom.ByID("runsnote"),
		body: dom.ByID("runstable").First("tbody"),
	}
	a.state.Update(view.RecallRecords{Text: dom.Remembered(memory)})
	dom.OnRemember(memory, func(text string) { a.send(view.RecallRecords{Text: text}) })
	t.listenRows(a)
	t.listenWide()
	t.order.On("change", func(e dom.Event) {
		t.order.Forget()
		a.send(view.SortRecords{By: view.Column(e.Value())})
	})
	t.restore.On("click", func(dom.Event) {
		t.order.Focus() // the button goes away
		a.send(view.RestoreRecords{})
	})
	dom.ByID("runsclear").On("click", func(dom.Event) {
		a.send(view.ClearRecords{})
		t.restore.Flag("hidden", false)
		t.restore.Focus() // so does this one
	})
	dom.ByID("runscsv").On("click", func(dom.Event) { dom.Download("convlab-runs.csv", a.state.RecordsCSV()) })
	dom.ByID("runscopy").On("click", func(dom.Event) {
		dom.Copy(string(a.state.RecordsCSV()), func(ok bool) {
			t.copied = "runs.copied"
			if !ok {
				t.copied = "runs.notcopied"
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
		t.used, t.copied = 0, ""
		if button.Has("data-act") == "use" {
			t.used = id
			a.send(view.UseRecord{ID: id})
		} else {
			a.send(view.RemoveRecord{ID: id})
		}
	})
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

func (t *runs) show(s *view.State) {
	empty := len(s.Records) == 0
	t.none.Flag("hidden", !empty)
	t.tools.Flag("hidden", empty)
	t.acts.Flag("hidden", empty)
	t.note.Flag("hidden", empty)
	t.restore.Flag("hidden", len(s.Removed) == 0)
	t.said.Text(t.saying(s))
	if t.turn == s.RecordsTurn && t.by == s.RecordOrder && t.language == s.Language {
		return
	}
	if t.turn != s.RecordsTurn {
		dom.Remember(memory, s.RecordsText())
	}
	t.turn, t.by, t.language = s.RecordsTurn, s.RecordOrder, s.Language
	focused := t.body.HoldsFocus()
	records, best := s.SortedRecords(), s.BestRecord()
	for len(t.rows) < len(records) {
		t.rows = append(t.rows, t.newRow())
	}
	for i, row := range t.rows {
		row.row.Flag("hidden", i >= len(records))
		if i < len(records) {
			row.show(s.Words, s.Language, records[i], records[i].ID == best)
		} else if focused && row.row.HoldsFocus() {
			t.restore.Focus() // the last row was removed
		}
	}
}

// saying is what is to be said about what was done last.
func (t *runs) saying(s *view.State) string {
	for _, r := range s.Records {
		if r.ID == t.used && s.Draft.Training == r.Training && s.Draft.Model().Same(r.Model) {
			return s.Words.Say("runs.used")
		}
	}
	if t.copied != "" {
		return s.Words.Say(t.copied)
	}
	if n := len(s.Removed); n > 0 {
		return s.Words.Say("runs.removed", "n", strconv.Itoa(n))
	}
	return ""
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

func (r *runRow) show(w view.Words, language string, record view.Record, best bool) {
	settings, _ := view.FromModel(record.Model, record.Training)
	date := dom.Date(record.Date, language)
	for _, cell := range r.cells {
		text, title := runCell(w, record, settings, cell.Has("data-run"))
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
	name := w.Say("runs.remove", "date", date)
	r.remove.Attr("aria-label", name)
	r.remove.Attr("title", name)
}
