package sharelink

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// crossing is a digit whose last stroke left the pad and came back as often.
func crossing(t testing.TB, times int) Setting {
	t.Helper()
	d := snapped(digits(t)[1])
	for range times {
		d.Strokes = append(d.Strokes, drawing.Stroke{Joined: true, Width: d.Strokes[0].Width, Points: []drawing.Point{{X: 1, Y: 0.5}, {X: 0.75, Y: 0.5}}})
	}
	return Setting{Model: spec.NoteConvnet(), Training: spec.Note(64), Steps: drawing.AllSteps(), Drawing: d}
}

func TestAGestureOfSeveralStrokesArrives(t *testing.T) {
	for _, times := range []int{0, 1, 3, drawing.MaxStrokes - 1} {
		s := crossing(t, times)
		text, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(text)
		if err != nil || !equal(got.Setting, s) {
			t.Errorf("%d times: came back as %+v, error %v", times, got.Drawing.Joined(), err)
		}
		t.Logf("%d times back on the pad: %d characters, %d of them say that it is one gesture", times, len(text), len(text)-len(without(text, "joined")))
	}
}

// A build of before gestures finds all it knows in such a link: the same ink.
func TestABuildWithoutGesturesReadsTheSameInk(t *testing.T) {
	s := crossing(t, 2)
	text, err := Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, "&joined=1.2&crc=") {
		t.Fatalf("%s does not end with the joined strokes", text)
	}
	before, _, _ := cutChecksum(without(text, "joined"))
	other := before + "&unknown=1.2" // as joined is to that build
	got, err := Decode(other + checksumField + checksum(other))
	for i := range s.Drawing.Strokes {
		s.Drawing.Strokes[i].Joined = false
	}
	if err != nil || !reflect.DeepEqual(got.Ignored, []string{"unknown"}) || !equal(got.Setting, s) {
		t.Errorf("read %+v, error %v", got, err)
	}
}

func without(text, name string) string {
	before, rest, found := strings.Cut(text, "&"+name+"=")
	if !found {
		return text
	}
	_, behind, _ := strings.Cut(rest, "&")
	return before + "&" + behind
}

func TestHostileGesturesAreRefused(t *testing.T) {
	text, err := Encode(crossing(t, 2))
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := cutChecksum(text)
	_, ink, _ := strings.Cut(before, "&ink=")
	ink, _, _ = strings.Cut(ink, "&")
	for value, says := range map[string]string{
		"": `joined: got ""`, "0": "1 of 3 strokes, want indices", "3": "1 of 3 strokes", "2.1": "2 of 3 strokes", "1.1": "2 of 3 strokes",
		"1,2": `joined: got "1,2", want whole numbers`, "-1": `joined: got "-1"`, "1.": `joined: got ""`,
		strings.Repeat("1.", 60_000) + "1": "201 of 3 strokes",
	} {
		now := strings.Replace(before, "&joined=1.2", "&joined="+value, 1)
		var refusal *spec.Error
		if _, err := Decode(now + checksumField + checksum(now)); !errors.As(err, &refusal) || !strings.Contains(err.Error(), says) {
			t.Errorf("%.20s: %v, want that it says %q", value, err, says)
		}
	}
	first := strings.Replace(strings.Replace(before, "&joined=1.2", "", 1), "&ink=", "&joined=1.2&ink=", 1)
	if _, err := Decode(first + checksumField + checksum(first)); err == nil {
		t.Error("strokes were joined before there were any")
	}
	if _, err := Decode(strings.Replace(before, "2&", "1&", 1)); err == nil {
		t.Error("version 1 has gestures")
	}
	// What is left of a damaged link: the ink without gestures that it cannot have, and with those that it can.
	for value, want := range map[string][]int{"1.7": nil, "2": {2}} {
		d := &Damage{pairs: []pair{{"joined", value}, {"ink", ink}}}
		got, _ := d.Rest(begins())
		if joined := got.Drawing.Joined(); len(got.Drawing.Strokes) != 3 || !reflect.DeepEqual(joined, want) {
			t.Errorf("joined=%s: left are %d strokes, joined %v, want %v", value, len(got.Drawing.Strokes), joined, want)
		}
	}
}
