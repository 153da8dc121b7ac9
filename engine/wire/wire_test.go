package wire

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// seven returns a drawing that uses every field.
func seven() drawing.Drawing {
	return drawing.Drawing{Strokes: []drawing.Stroke{{Eraser: true, Width: 0.08, Points: []drawing.Point{{X: 0.25, Y: 0.2, Pressure: 0.5}, {X: 0.7, Y: 0.2}}}}}
}

// full returns messages with a value in every kind of field.
func full() []Message {
	return []Message{
		Open{Model: spec.NoteConvnet(), Training: spec.Note(64)},
		Train{Until: UntilEpoch},
		Predict{ID: 7, Pixels: []float32{0, 1, float32(math.Copysign(0, -1)), math.MaxFloat32}},
		Predict{ID: 8, Question: &Question{Choose: ChooseBefore, Digit: 5, Layer: 2, Route: []spec.Cell{{Row: 1, Column: 2, Channel: 3}}, Pictures: PicturesListed, Units: []int{4}}},
		explained(),
		UnitPictures{ID: 8, Version: 2, Layer: 1, Units: []int{3, 0}, Weights: make([]float32, 2*784)},
		Fault{What: "settings", Cause: CauseRefused, Refusal: &Error{Path: "layers[0].filters", Rule: spec.RuleRange, Low: 1, High: 256}},
		Fault{What: "training", Cause: CauseDiverge, Divergence: &Divergence{
			Quantity: QuantityGradient, Array: "dense/kernel", Layer: 1, Step: 3, Rate: 10, Rollback: &RollbackPoint{Rate: 5},
		}},
		Save{ID: 3, Format: FormatCheckpoint, Drawing: seven(), Page: json.RawMessage(`{"theme":"dark"}`)},
		Saved{ID: 3, Format: FormatONNX, Epoch: 2, Accuracy: 0.98, Tested: 10000, Time: 1767225600000, Bytes: []byte("a file of 17 byte")},
		Restore{Name: "mine.safetensors", Bytes: []byte{1, 2, 3}},
		Restored{Name: "mine.safetensors", Format: FormatCheckpoint, Drawing: seven(), Page: json.RawMessage(`[1,"<"]`), Time: 1767225600000},
		Network{Model: spec.NoteDense(), Origin: Yours, Checksum: "0123456789abcdef"},
		Scores{First: true, Points: []Score{{Set: TestSet, Epoch: 1.5, Accuracy: 0.98}}},
		Activations{ID: 7, Shapes: []spec.Shape{{H: 1, W: 1, C: 2}}, Numbers: []float32{0.25, 0.75}},
		Results{Count: 10000, Mistakes: []Mistake{{Index: 3, Label: 2, Predicted: 7}}, Pixels: make([]float32, 784)},
	}
}

func TestMessagesArriveUnchanged(t *testing.T) {
	for _, m := range append(full(), kinds()...) {
		head, payload, err := Marshal(m)
		if err != nil {
			t.Fatalf("%T: %v", m, err)
		}
		got, err := Parse(head, payload)
		if err != nil {
			t.Fatalf("%T: %v", m, err)
		}
		again, _, err := Marshal(got)
		if err != nil {
			t.Fatalf("%T: %v", m, err)
		}
		if reflect.TypeOf(got) != reflect.TypeOf(m) || string(again) != string(head) {
			t.Errorf("sent %s\n got %s", head, again)
		}
		if _, second, _ := Marshal(got); string(second) != string(payload) {
			t.Errorf("%T: the payload has changed", m)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for name, c := range map[string]struct{ head, payload string }{
		"no JSON":                {head: "hello"},
		"nothing":                {},
		"an unknown kind":        {head: `{"kind":"Format","body":{}}`},
		"an unknown field":       {head: `{"kind":"Pause","body":{"now":true}}`},
		"a wrong type":           {head: `{"kind":"Train","body":{"until":1}}`},
		"an unwanted payload":    {head: `{"kind":"Pause","body":{}}`, payload: "1234"},
		"a truncated payload":    {head: `{"kind":"Predict","body":{"id":1}}`, payload: "12345"},
		"an unknown layer":       {head: `{"kind":"Open","body":{"model":{"input":[28,28,1],"layers":[{"kind":"LSTM"}]}}}`},
		"a head of over 2 MiB":   {head: `{"kind":"Pause","body":{}}` + strings.Repeat(" ", MaxHead)},
		"numbers of over 16 MiB": {head: `{"kind":"Predict","body":{"id":1}}`, payload: string(make([]byte, MaxNumbers+4))},
		"a file of over 64 MiB":  {head: `{"kind":"Restore","body":{"name":"x"}}`, payload: string(make([]byte, MaxPayload+1))},
		"an invalid drawing":     {head: `{"kind":"Save","body":{"id":1,"format":"model","drawing":[]}}`},
		"an unknown choice":      {head: `{"kind":"Predict","body":{"id":1,"question":{"choose":"all","digit":1,"layer":1}}}`},
		"unknown pictures":       {head: `{"kind":"Predict","body":{"id":1,"question":{"choose":"none","digit":1,"layer":1,"pictures":"some"}}}`},
		"a digit of 10":          {head: `{"kind":"Predict","body":{"id":1,"question":{"choose":"none","digit":10,"layer":1}}}`},
		"a layer of 24":          {head: `{"kind":"Predict","body":{"id":1,"question":{"choose":"none","digit":1,"layer":24}}}`},
		"a row of -1":            {head: `{"kind":"Predict","body":{"id":1,"question":{"choose":"none","digit":1,"layer":1,"route":[{"row":-1}]}}}`},
		"a channel of 2^20":      {head: `{"kind":"Predict","body":{"id":1,"question":{"choose":"none","digit":1,"layer":1,"route":[{"channel":1048576}]}}}`},
		"a route of 26 numbers":  {head: `{"kind":"Predict","body":{"id":1,"question":{"choose":"none","digit":1,"layer":1,"route":[{}` + strings.Repeat(",{}", 25) + `]}}}`},
		"a unit of 4096":         {head: `{"kind":"Predict","body":{"id":1,"question":{"choose":"none","digit":1,"layer":1,"units":[4096]}}}`},
		"4097 units":             {head: `{"kind":"Predict","body":{"id":1,"question":{"choose":"none","digit":1,"layer":1,"units":[0` + strings.Repeat(",0", 4096) + `]}}}`},
		"a start after a route":  {head: `{"kind":"Explanation","body":{"route":[{}],"from":1,"lengths":[0,0,0]}}`},
		"too few lengths":        {head: `{"kind":"Explanation","body":{"lengths":[0,0]}}`},
		"a length below 0":       {head: `{"kind":"Explanation","body":{"lengths":[2,-1,0]}}`, payload: "1234"},
		"a length without end":   {head: `{"kind":"Explanation","body":{"lengths":[9000000000000000000,9000000000000000000,446744073709551617]}}`, payload: "1234"},
		"too short arrays":       {head: `{"kind":"Explanation","body":{"lengths":[1,1,0]}}`, payload: "1234"},
		"too long arrays":        {head: `{"kind":"Explanation","body":{"lengths":[0,0,0]}}`, payload: "1234"},
		"half a picture":         {head: `{"kind":"UnitPictures","body":{"units":[0,1]}}`, payload: "1234"},
		"pictures of no unit":    {head: `{"kind":"UnitPictures","body":{"units":[]}}`, payload: "1234"},
	} {
		if m, err := Parse([]byte(c.head), []byte(c.payload)); err == nil {
			t.Errorf("%s: got %#v, want an error", name, m)
		}
	}
}

// JSON has no NaN and no infinity: Marshal returns an error instead of a head that
// cannot be read.
func TestNumbersThatAreNotFiniteAreNotSent(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1)} {
		if head, _, err := Marshal(Scores{Points: []Score{{Loss: v}}}); err == nil || !strings.Contains(err.Error(), "wire.Scores") {
			t.Errorf("%v: sent %s, error %v, want one that names the message", v, head, err)
		}
	}
}

// The largest file and the longest drawing fit into a message.
func TestTheLargestMessageFits(t *testing.T) {
	if m, err := Parse([]byte(`{"kind":"Restore","body":{"name":"x"}}`), make([]byte, MaxPayload)); err != nil || len(m.(Restore).Bytes) != MaxPayload {
		t.Errorf("a file of 64 MiB: %v", err)
	}
	// No float32 is longer: 14 characters with its sign.
	p := drawing.Point{X: -1.1754944e-38, Y: -1.1754944e-38, Pressure: -1.1754944e-38}
	longest := drawing.Drawing{Strokes: []drawing.Stroke{{Width: 0.1, Points: slices.Repeat([]drawing.Point{p}, drawing.MaxPoints)}}}
	head, payload, err := Marshal(Save{Format: FormatCheckpoint, Drawing: longest, Page: json.RawMessage(`"` + strings.Repeat("<", 64<<10-2) + `"`)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Parse(head, payload); err != nil {
		t.Errorf("a drawing of %d points: %v", drawing.MaxPoints, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, m := range append(full(), kinds()...) {
		head, payload, err := Marshal(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(head, payload)
	}
	f.Add([]byte(`{"kind":"Open","body":null}`), []byte{})
	f.Fuzz(func(t *testing.T, head, payload []byte) {
		m, err := Parse(head, payload)
		if err != nil {
			return
		}
		if _, _, err := Marshal(m); err != nil {
			t.Errorf("%#v was read and cannot be written: %v", m, err)
		}
	})
}
