package state

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"convlab/engine/spec"
)

// Text is the table as StoreRecords stores it.
func (t *Records) Text() string {
	text, err := json.Marshal(t.List)
	if err != nil || len(t.List) == 0 {
		return ""
	}
	return string(text)
}

// restore reads a table that may come from anywhere, without the rows that no
// training can have produced. A row of this tab that has not been stored stays, and
// is stored with the others.
func (t *Records) restore(text string, run *Run) []Command {
	var rows []json.RawMessage
	if text != "" && json.Unmarshal([]byte(text), &rows) != nil {
		return nil
	}
	rows = rows[:min(len(rows), MaxRecords)]
	unwritten := slices.DeleteFunc(slices.Clone(t.List), func(r Record) bool { return r.written })
	under := t.recorder.row
	t.List = nil
	t.lastID += len(rows)
	for i, row := range rows {
		var r Record
		if json.Unmarshal(row, &r) != nil || !r.valid() {
			continue
		}
		if _, shown := FromModel(r.Model, r.Training); !shown {
			continue
		}
		r.ID, r.written = t.lastID-i, true // rows of one moment stay in their order
		if r.Checksum == t.recorder.last && under != 0 {
			t.recorder.row = r.ID // another tab has written the list
		}
		t.List = append(t.List, r)
	}
	added := t.addAll(unwritten, run)
	t.sort()
	if !added {
		return nil
	}
	return t.store()
}

// addAll adds rows to those that another tab has stored, and reports whether any
// were not among them.
func (t *Records) addAll(rows []Record, run *Run) (added bool) {
	for _, r := range rows {
		if slices.ContainsFunc(t.List, func(old Record) bool { return old.Checksum == r.Checksum }) {
			continue
		}
		t.supersede(&r, 0, run)
		t.List = append(t.List, r)
		added = true
	}
	return added
}

// CSV is the table in the order shown, after RFC 4180.
func (t *Records) CSV() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	columns := csvColumns()
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = c.name
	}
	_ = w.Write(line) // Write fails only if its Writer does, and a Buffer never does
	for _, r := range t.Sorted() {
		for i, c := range columns {
			line[i] = c.text(r)
		}
		_ = w.Write(line)
	}
	w.Flush()
	return b.Bytes()
}

// csvColumn is a column of the CSV.
type csvColumn struct {
	name string
	text func(Record) string
}

// csvColumns has a column for every setting of the training.
func csvColumns() []csvColumn {
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	list := []csvColumn{
		{"date", func(r Record) string { return time.UnixMilli(r.Date).UTC().Format(time.RFC3339) }},
		{"network", Record.network},
		{"weights", func(r Record) string { return strconv.Itoa(r.Weights()) }},
	}
	names := map[string]string{"epochs": "epochs_chosen", "examples": "training_images", "shift": "shift_px"} // of other columns than the setting's
	for _, row := range spec.Settings() {
		list = append(list, csvColumn{cmp.Or(names[row.Name], row.Name), func(r Record) string { return settingText(row, r.Training) }})
	}
	return append(list,
		csvColumn{"learning_rate_changed", func(r Record) string { return strconv.FormatBool(r.RateChanged) }},
		csvColumn{"epochs", func(r Record) string { return strconv.Itoa(r.Epochs) }},
		csvColumn{"from_earlier_weights", func(r Record) string { return strconv.FormatBool(r.Continued) }},
		csvColumn{"continued_from", func(r Record) string { return r.ContinuedFrom }},
		csvColumn{"test_accuracy", func(r Record) string { return number(r.Accuracy) }},
		csvColumn{"test_loss", func(r Record) string { return number(r.Loss) }},
		csvColumn{"test_images", func(r Record) string { return strconv.Itoa(r.Tested) }},
		csvColumn{"images_per_second", func(r Record) string { return strconv.FormatFloat(r.Speed(), 'f', 1, 64) }},
		csvColumn{"seconds", func(r Record) string { return strconv.FormatFloat(r.Seconds, 'f', 3, 64) }},
		csvColumn{"checksum", func(r Record) string { return r.Checksum }},
		csvColumn{"model", Record.modelJSON},
	)
}

// network is the name of the preset, or "own".
func (r Record) network() string { return cmp.Or(presetOf(r.Model), "own") }

func (r Record) modelJSON() string {
	text, err := json.Marshal(r.Model)
	if err != nil {
		return "" // a valid Record has a model that can be written
	}
	return string(text)
}
