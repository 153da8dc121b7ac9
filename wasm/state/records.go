package state

import (
	"cmp"
	"slices"
)

// MaxRecords bounds Records.List: the oldest are deleted.
const MaxRecords = 200

// Records is the table of trainings.
type Records struct {
	List    []Record // newest first, at most MaxRecords
	Version int      // counts changes of List
	Order   Column   // the order of Sorted; "": newest first
	Removed []Record // what RestoreRecords restores

	lastID   int      // given last
	recorder recorder // of the training under way
}

// Column names a column by which Records can be sorted.
type Column string

// The columns.
const (
	ByDate     Column = "date"
	ByAccuracy Column = "accuracy"
	ByLoss     Column = "loss"
	ByWeights  Column = "weights"
	BySeconds  Column = "seconds"
	BySpeed    Column = "speed"
)

// Events of the table of trainings.
type (
	// UseRecord changes structure and training to those of a row of Records.
	UseRecord    struct{ ID int }
	RemoveRecord struct{ ID int }
	ClearRecords struct{}
	// RestoreRecords restores what was removed last.
	RestoreRecords struct{}
	SortRecords    struct{ By Column }
	// FoundRecords is a text of StoreRecords, of this visit or another.
	FoundRecords struct{ Text string }
	// RecordsStored answers StoreRecords when the browser has the text.
	RecordsStored struct{}
)

// StoreRecords is the command to store the table in the browser, "" for none.
type StoreRecords struct{ Text string }

// update handles an event of the Runs tab. run is the training under way.
func (t *Records) update(e Event, run *Run) []Command {
	version := t.Version
	switch e := e.(type) {
	case RemoveRecord:
		t.remove(func(r Record) bool { return r.ID == e.ID })
	case ClearRecords:
		t.remove(func(Record) bool { return true })
	case RestoreRecords:
		t.List = append(t.List, t.Removed...)
		t.Removed = nil
		t.sort()
	case SortRecords:
		t.Order = e.By
	case FoundRecords:
		return t.restore(e.Text, run)
	case RecordsStored:
		for i := range t.List {
			t.List[i].written = true
		}
	}
	if t.Version == version {
		return nil
	}
	return t.store()
}

// store stores the table in the browser.
func (t *Records) store() []Command { return []Command{StoreRecords{t.Text()}} }

// add replaces the row that r continues, or adds r on top, and returns the row's
// ID.
func (t *Records) add(r Record, row int, run *Run) int {
	t.supersede(&r, row, run)
	t.lastID++
	r.ID = t.lastID
	t.List = append(t.List, r)
	t.sort()
	return r.ID
}

// supersede removes the rows that r continues, and the one with the ID row.
func (t *Records) supersede(r *Record, row int, run *Run) {
	t.List = slices.DeleteFunc(t.List, func(old Record) bool {
		gone := old.ID == row || run.passed(*r, old)
		if gone {
			r.follow(old)
		}
		return gone
	})
}

// sort puts the newest first and bounds the list.
func (t *Records) sort() {
	t.Version++
	slices.SortStableFunc(t.List, func(a, b Record) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(b.ID, a.ID))
	})
	t.List = t.List[:min(len(t.List), MaxRecords)]
}

func (t *Records) remove(which func(Record) bool) {
	var kept, removed []Record
	for _, r := range t.List {
		if which(r) {
			removed = append(removed, r)
		} else {
			kept = append(kept, r)
		}
	}
	if len(removed) > 0 {
		t.List, t.Removed = kept, removed
		t.Version++
	}
}

func (s *State) useRecord(id int) []Command {
	i := slices.IndexFunc(s.Records.List, func(r Record) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	next, ok := FromModel(s.Records.List[i].Model, s.Records.List[i].Training)
	if !ok {
		return nil // impossible: restore and record accept no other
	}
	s.Draft.untouched = false
	next.identify(s.Network.LearnedLayers)
	list := s.propose(next, "", "")
	if s.Draft.Refusal == nil {
		s.Draft.choose(next)
	}
	return list
}

// Sorted is Records in the order chosen: the best of a column first.
func (t *Records) Sorted() []Record {
	better := func(value func(Record) float64, sign int) []Record {
		return slices.SortedStableFunc(slices.Values(t.List), func(a, b Record) int { return sign * cmp.Compare(value(a), value(b)) })
	}
	switch t.Order {
	case ByAccuracy:
		return better(func(r Record) float64 { return r.Accuracy }, -1)
	case ByLoss:
		return better(func(r Record) float64 { return r.Loss }, 1)
	case ByWeights:
		return better(func(r Record) float64 { return float64(r.Weights()) }, 1)
	case BySeconds:
		return better(func(r Record) float64 { return r.Seconds }, 1)
	case BySpeed:
		return better(Record.Speed, -1)
	}
	return t.List
}

// Best is the ID of the row with the highest accuracy among the candidates, or 0
// if there are fewer than two.
func (t *Records) Best() int {
	var best Record
	candidates := 0
	for _, r := range t.List {
		if !r.BestCandidate() {
			continue
		}
		if candidates++; r.Accuracy > best.Accuracy {
			best = r
		}
	}
	if candidates < 2 {
		return 0
	}
	return best.ID
}
