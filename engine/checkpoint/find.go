package checkpoint

import (
	"fmt"
	"slices"

	"convlab/engine/drawing"
)

// find returns the entries of arrays, each of its shape, in their order.
func (h header) find(arrays []Array) ([]entry, error) {
	entries := make([]entry, len(arrays))
	for i, a := range arrays {
		k := slices.IndexFunc(h.entries, func(e entry) bool { return e.Name == a.Name })
		if k < 0 {
			return nil, fmt.Errorf("checkpoint: expected an array %q for this model, received none", a.Name)
		}
		if entries[i] = h.entries[k]; !slices.Equal(entries[i].Shape, a.Shape) {
			return nil, fmt.Errorf("checkpoint: array %q: expected shape %v for this model, received %v", a.Name, a.Shape, entries[i].Shape)
		}
	}
	return entries, nil
}

// flat decodes entries of n numbers together into one vector.
func (h header) flat(entries []entry, n int) ([]float32, error) {
	values := make([]float32, n)
	rest := values
	for _, e := range entries {
		if err := h.read(rest[:e.count()], e); err != nil {
			return nil, err
		}
		rest = rest[e.count():]
	}
	return values, nil
}

// table is an array of rows that a checkpoint may have or not.
type table struct {
	name    string
	rows    int // at most
	columns int
}

func tables() []table {
	return []table{
		{historyName, MaxScores, historyColumns},
		{pointsName, drawing.MaxPoints, drawingSide},
		{strokesName, drawing.MaxStrokes, drawingSide},
	}
}

// extras returns the tables that there are, by name, when each keeps its limits,
// there is no array beside them and the found ones, and all are of float32.
func (h header) extras(found int) (map[string]entry, error) {
	extras := map[string]entry{}
	for _, e := range h.entries {
		if e.Type != F32 {
			return nil, fmt.Errorf("checkpoint: array %s: expected type F32 in a training, received %s", show(e.Name), show(string(e.Type)))
		}
		for _, t := range tables() {
			if e.Name != t.name {
				continue
			}
			if len(e.Shape) != 2 || e.Shape[0] > t.rows || e.Shape[1] != t.columns {
				return nil, fmt.Errorf("checkpoint: array %q: expected at most %d rows of %d, received shape %v", t.name, t.rows, t.columns, e.Shape)
			}
			extras[e.Name] = e
		}
	}
	if got := len(h.entries) - len(extras); got != found {
		return nil, fmt.Errorf("checkpoint: expected %d arrays for this model and its optimiser, received %d", found, got)
	}
	return extras, nil
}

// table decodes all of a table, nothing when there is none of that name.
func (h header) table(extras map[string]entry, name string) ([]float32, error) {
	e, ok := extras[name]
	if !ok {
		return nil, nil
	}
	return h.flat([]entry{e}, e.count())
}
