package state

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strconv"
	"time"
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
	// Write fails only if its Writer does, and a Buffer never does.
	_ = w.Write([]string{
		"date", "network", "weights", "optimizer", "learning_rate", "learning_rate_changed", "momentum", "nesterov", "batch_size",
		"epochs", "epochs_chosen", "training_images", "shift_px", "seed", "shards", "from_earlier_weights", "continued_from",
		"test_accuracy", "test_loss", "test_images", "images_per_second", "seconds", "checksum", "model",
	})
	for _, r := range t.Sorted() {
		_ = w.Write(r.fields())
	}
	w.Flush()
	return b.Bytes()
}

func (r Record) fields() []string {
	t := r.Training
	network := "own"
	if d, ok := FromModel(r.Model, t); ok && d.Preset() != "" {
		network = d.Preset()
	}
	model, err := json.Marshal(r.Model)
	if err != nil {
		model = nil // a valid Record has a model that can be written
	}
	float := func(v float64, bits int) string { return strconv.FormatFloat(v, 'f', -1, bits) }
	return []string{
		time.UnixMilli(r.Date).UTC().Format(time.RFC3339), network, strconv.Itoa(r.Weights()),
		t.Optimizer, float(float64(t.LearningRate), 32), strconv.FormatBool(r.RateChanged), float(float64(t.Momentum), 32),
		strconv.FormatBool(t.Nesterov), strconv.Itoa(t.BatchSize), strconv.Itoa(r.Epochs), strconv.Itoa(t.Epochs),
		strconv.Itoa(t.Examples), strconv.Itoa(t.Shift), strconv.FormatUint(t.Seed, 10), strconv.Itoa(t.Shards),
		strconv.FormatBool(r.Continued), r.ContinuedFrom, float(r.Accuracy, 64), float(r.Loss, 64), strconv.Itoa(r.Tested),
		strconv.FormatFloat(r.Speed(), 'f', 1, 64), strconv.FormatFloat(r.Seconds, 'f', 3, 64), r.Checksum, string(model),
	}
}
