package scene

import (
	"fmt"
	"reflect"
	"slices"
)

// A packed painting leaves out what the stage has: a table whose name and version it knows, and the rows of the ink that did
// not change. A Packer and an Unpacker are the two ends of one line, so both forget what a painting no longer shows.

// packed is a painting on its way: its maps come without numbers and its ink without cover.
type packed struct {
	Painting Painting
	Tables   []Table
	Row      int    // the first of Rows
	Rows     []byte // of the ink's cover
}

// known is a table that the stage has.
type known struct {
	version, h, w, c int
	numbers          bool // not nil
}

// Packer writes paintings for one stage.
type Packer struct {
	tables map[string]known
	rows   InkRows
	out    []byte
	maps   [2][]Maps
}

// Pack writes a painting. The bytes are valid until the next call.
func (p *Packer) Pack(painting Painting) []byte {
	before := p.tables
	p.tables = map[string]known{}
	message := packed{Painting: painting}
	for i, list := range []*[]Maps{&message.Painting.Maps, &message.Painting.Front} {
		p.maps[i] = append(p.maps[i][:0], *list...)
		*list = p.maps[i]
		for j := range *list {
			table := &(*list)[j].Table
			now := known{table.Version, table.H, table.W, table.C, table.Numbers != nil}
			old, had := before[table.Name]
			if _, packed := p.tables[table.Name]; !packed && !(had && old == now) {
				message.Tables = append(message.Tables, *table)
			}
			p.tables[table.Name] = now
			table.Numbers = nil
		}
	}
	message.Row, message.Rows = p.rows.Changed(painting.Ink)
	message.Painting.Ink.Cover = nil
	p.out = appendValue(p.out[:0], reflect.ValueOf(&message).Elem())
	return p.out
}

// Unpacker reads what one Packer has written.
type Unpacker struct {
	tables map[string]Table
	rows   InkRows
}

// Unpack reads a painting. Its numbers and its ink are valid until the next call. After an error the stage shows what it
// showed before, and needs a Packer that begins anew.
func (u *Unpacker) Unpack(data []byte) (Painting, error) {
	var message packed
	rest, err := readValue(data, reflect.ValueOf(&message).Elem())
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("scene: expected the end of the painting, received %d bytes more", len(rest))
	}
	if err != nil {
		return Painting{}, err
	}
	p := message.Painting
	if err := u.ink(&p.Ink, message.Row, message.Rows); err != nil {
		return Painting{}, err
	}
	have := map[string]Table{}
	for _, t := range message.Tables {
		have[t.Name] = t
	}
	shown := map[string]Table{}
	for _, list := range [][]Maps{p.Maps, p.Front} {
		for i := range list {
			m := &list[i]
			t, ok := have[m.Table.Name]
			if !ok {
				t, ok = u.tables[m.Table.Name]
			}
			if !ok || t.Version != m.Table.Version || t.H != m.Table.H || t.W != m.Table.W || t.C != m.Table.C {
				return Painting{}, fmt.Errorf("scene: expected version %d of table %q, received none", m.Table.Version, m.Table.Name)
			}
			if err := m.check(t); err != nil {
				return Painting{}, err
			}
			m.Table, shown[t.Name] = t, t
		}
	}
	u.tables = shown
	return p, nil
}

// check refuses a grid that leaves its table.
func (m *Maps) check(t Table) error {
	if n := t.H * t.W * t.C; t.Numbers != nil && len(t.Numbers) != n {
		return fmt.Errorf("scene: expected %d numbers in table %q, received %d", n, t.Name, len(t.Numbers))
	}
	if m.First < 0 || m.Len < 0 || m.Len > t.C || m.First > t.C-m.Len || m.Columns < 1 || len(m.Low) == 0 || len(m.High) == 0 {
		return fmt.Errorf("scene: expected maps within the %d of table %q, received %d to %d in %d columns", t.C, t.Name, m.First, m.First+m.Len, m.Columns)
	}
	if m.Order != nil && (len(m.Order) != t.C || slices.Min(m.Order) < 0 || slices.Max(m.Order) >= t.C) {
		return fmt.Errorf("scene: expected an order of the %d pictures of table %q, received %v", t.C, t.Name, m.Order)
	}
	return nil
}

// ink brings the rows that changed into the cover.
func (u *Unpacker) ink(ink *PadInk, first int, rows []byte) error {
	const most = 4096 // rows, far beyond any pad
	if ink.Side < 0 || ink.Side > most || first < 0 || first > ink.Side || len(rows) > (ink.Side-first)*ink.Side {
		return fmt.Errorf("scene: expected rows of at most %d of ink, received %d bytes from row %d of %d", most, len(rows), first, ink.Side)
	}
	if ink.Side > 0 {
		ink.Cover = u.rows.restore(ink.Side, first, rows)
	}
	return nil
}
