package state

import (
	"slices"
	"strings"
	"testing"

	"convlab/engine/wire"
)

// twoRows returns a page with two trainings that are stored.
func twoRows(t testing.TB) trainer {
	k := trains(t)
	for seed, accuracy := range []float64{0.7, 0.8} {
		k.training.Seed = uint64(seed)
		k.start()
		k.epoch(1, accuracy)
		k.s.Update(RecordsStored{})
	}
	return k
}

// The table is stored by a command and not in a frame, since a hidden page has no frames.
func TestRunsAreStoredWhenTheyChange(t *testing.T) {
	k := trains(t)
	k.start()
	if c := only[StoreRecords](t, k.epoch(1, 0.9)); c.Text != k.s.Records.Text() || !strings.Contains(c.Text, "0.9") {
		t.Errorf("writes %s", c.Text)
	}
	k.epoch(2, 0.95)
	id := k.s.Records.List[0].ID
	for _, c := range []struct {
		what  string
		event Event
		text  bool
	}{
		{"a row", RemoveRecord{id}, false}, {"what was removed", RestoreRecords{}, true}, {"all", ClearRecords{}, false},
	} {
		if got := only[StoreRecords](t, k.s.Update(c.event)); got.Text != k.s.Records.Text() || (got.Text != "") != c.text {
			t.Errorf("%s: writes %q", c.what, got.Text)
		}
	}
	for what, e := range map[string]Event{
		"another order": SortRecords{ByLoss}, "a row that is gone": RemoveRecord{id}, "what another tab wrote": FoundRecords{k.s.Records.Text()},
	} {
		if list := k.s.Update(e); slices.Contains(kindsOf(list), "StoreRecords") {
			t.Errorf("%s: writes although nothing is new", what)
		}
	}
}

func TestARowThatIsNotStoredSurvivesAnotherTab(t *testing.T) {
	k := twoRows(t)
	before := k.s.Records.Text()
	k.training.Seed = 7
	k.start()
	k.epoch(1, 0.9) // the browser cannot store it
	c := only[StoreRecords](t, k.s.Update(FoundRecords{before}))
	wantRows(t, k.s, "another tab wrote its list", "[0.9 0.8 0.7]")
	if c.Text != k.s.Records.Text() || k.s.Records.recorder.row != k.s.Records.List[0].ID {
		t.Errorf("writes %s; under way is row %d", c.Text, k.s.Records.recorder.row)
	}
	k.epoch(2, 0.95)
	wantRows(t, k.s, "it goes on in its row", "[0.95 0.8 0.7]")
	k.s.Update(RecordsStored{})
	if list := k.s.Update(FoundRecords{before}); list != nil {
		t.Errorf("writes %v", kindsOf(list))
	}
	wantRows(t, k.s, "another tab removed what was written down", "[0.8 0.7]")
}

// The row is in the text of another tab before this tab knows that it was stored.
func TestNoRowAppearsTwice(t *testing.T) {
	k := trains(t)
	k.start()
	k.epoch(1, 0.9)
	if list := k.s.Update(FoundRecords{k.s.Records.Text()}); list != nil {
		t.Errorf("writes %v", kindsOf(list))
	}
	wantRows(t, k.s, "recalled", "[0.9]")
}

// Otherwise two tabs would reverse the list and exchange it forever.
func TestRowsOfTheSameTimeStayInTheirOrder(t *testing.T) {
	k := twoRows(t)
	for i := range k.s.Records.List {
		k.s.Records.List[i].Date = 1000
	}
	text := k.s.Records.Text()
	other := open(t, wire.Pretrained)
	for range 2 {
		if other.Update(FoundRecords{text}); other.Records.Text() != text {
			t.Fatalf("%s became %s", text, other.Records.Text())
		}
	}
	other.Update(RemoveRecord{other.Records.List[0].ID})
	if other.Update(RestoreRecords{}); other.Records.Text() != text {
		t.Errorf("brought back, %s became %s", text, other.Records.Text())
	}
}

func TestImpossibleRowsOfTheStorageAreLeftOut(t *testing.T) {
	k := trains(t)
	k.start()
	k.epoch(1, 0.9)
	text := k.s.Records.Text()
	row := strings.Trim(text, "[]")
	for what, c := range map[string]struct{ text, want string }{
		"what was written":         {text, "[0.9]"},
		"nothing":                  {"", "[]"},
		"a number for a row":       {"[7," + row + "]", "[0.9]"},
		"no accuracy above 1":      {"[" + strings.Replace(row, `"accuracy":0.9`, `"accuracy":9`, 1) + "]", "[]"},
		"no batch of a million":    {"[" + strings.Replace(row, `"batch_size":64`, `"batch_size":1000000`, 1) + "]", "[]"},
		"no unknown layer":         {"[" + strings.Replace(row, "Conv2D", "LSTM", 1) + "]", "[]"},
		"no date beyond a browser": {"[" + strings.Replace(row, `"date":1000`, `"date":8640000000000001`, 1) + "]", "[]"},
		"the last date of all":     {"[" + strings.Replace(row, `"date":1000`, `"date":8640000000000000`, 1) + "]", "[0.9]"},
		"no time that is negative": {"[" + strings.Replace(row, `"seconds":2`, `"seconds":-2`, 1) + "]", "[]"},
	} {
		s := open(t, wire.Pretrained)
		s.Update(FoundRecords{c.text})
		wantRows(t, s, what, c.want)
	}
	s := open(t, wire.Pretrained)
	s.Update(FoundRecords{"[" + strings.Repeat(row+",", MaxRecords) + row + "]"})
	if len(s.Records.List) != MaxRecords {
		t.Errorf("%d rows were recalled, want %d", len(s.Records.List), MaxRecords)
	}
	s.Update(FoundRecords{"no JSON"})
	if len(s.Records.List) != MaxRecords {
		t.Error("a text that cannot be read emptied the table")
	}
}
