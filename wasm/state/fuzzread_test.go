package state

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Other programs can write to the browser's storage. Rows that are read are possible results of trainings, and are the same after
// they are written and read again.
func FuzzRecordsText(f *testing.F) {
	text := twoRows(f).s.Records.Text()
	row := strings.Trim(text, "[]")
	f.Add(text)
	f.Add("[7," + row + "]")
	f.Add(strings.Replace(text, `"date":1000`, `"date":2000`, 1))
	f.Add(strings.Replace(text, `"checksum":"`, `"checksum":"\ud800\n\",<`, 1))
	f.Add("no JSON")
	f.Fuzz(func(t *testing.T, text string) {
		s := New()
		if list := s.Update(FoundRecords{text}); list != nil {
			t.Errorf("asks for %v, though nothing is new", kindsOf(list))
		}
		p := page{State: s}
		p.possible(t)
		written := s.Records.Text()
		if most := MaxRecords * 5 << 10; len(written) > most { // a model has at most 3 KiB
			t.Errorf("%d bytes, want at most %d", len(written), most)
		}
		again := New()
		if again.Update(FoundRecords{written}); again.Records.Text() != written {
			t.Errorf("%s came back as %s", written, again.Records.Text())
		}
		table, err := csv.NewReader(bytes.NewReader(s.Records.CSV())).ReadAll() // it requires the same number of fields in every row
		if err != nil || len(table) != 1+len(s.Records.List) {
			t.Errorf("the table has %d lines for %d rows, error %v", len(table), len(s.Records.List), err)
		}
	})
}

// The description of an autosave.
func FuzzAbout(f *testing.F) {
	f.Add(about(f, About{Epoch: 2, Step: 10, Accuracy: 0.985, Tested: 10000, Time: 2000, Dense: true}))
	f.Add(`{"epoch":101}`)
	f.Add(`{"time":8640000000000000,"accuracy":-0} behind`)
	f.Fuzz(func(t *testing.T, text string) {
		a := readAbout(text)
		if a.Epoch < 0 || a.Epoch > spec.MaxEpochs || a.Step < 0 || a.Tested < 0 || !(a.Accuracy >= 0 && a.Accuracy <= 1) || a.Time < 0 || a.Time > maxTime {
			t.Errorf("read %+v", a)
		}
		if again := readAbout(about(t, a)); again != a {
			t.Errorf("%+v came back as %+v", a, again)
		}
	})
}

// The page's note in a file: a note that is accepted is the same after it is written and read again, and the page's own note is
// accepted.
func FuzzNote(f *testing.F) {
	good := string(otherNote(f))
	f.Add(good)
	f.Add(strings.Replace(good, `"unfolded":null`, `"unfolded":[-1,0,0,99999]`, 1))
	f.Add(strings.Replace(good, `"Map":0`, `"Map":31`, 1))
	f.Add(strings.Replace(good, `"digit":-1`, `"digit":9999`, 1))
	f.Add(strings.Replace(good, `"digit":-1`, `"digit":-1,"picture":"`+base64.StdEncoding.EncodeToString(zipped(f, drawing.Side*drawing.Side))+`"`, 1))
	f.Add(strings.Replace(good, `"digit":-1`, `"digit":-1,"picture":""`, 1))
	f.Add(`{"scale":"<b>"}`)
	f.Fuzz(func(t *testing.T, text string) {
		n, d, err := readNote(json.RawMessage(text))
		if err != nil {
			if !reflect.DeepEqual(n, note{}) || d != nil {
				t.Errorf("refused with %v, and yet %+v", err, n)
			}
			return
		}
		written, err := json.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		if again, e, err := readNote(written); err != nil || !reflect.DeepEqual(again, n) || !reflect.DeepEqual(e, d) {
			t.Errorf("%+v came back as %+v, %v", n, again, err)
		}
		s := open(t, wire.Yours)
		s.Update(OpenFile{Name: "a.safetensors"})
		s.Update(wire.Restored{Name: "a.safetensors", Format: wire.FormatCheckpoint, Page: json.RawMessage(text), Drawing: line()})
		s.Update(wire.Network{Model: n.Model, Training: n.Training, Origin: wire.Yours})
		answer(s)
		paint(s)
		if _, _, err := readNote(s.note()); err != nil {
			t.Errorf("the page writes %s: %v", s.note(), err)
		}
	})
}
