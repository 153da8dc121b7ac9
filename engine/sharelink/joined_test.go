package sharelink

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// crossing returns a digit whose last stroke left and re-entered the pad so many times.
func crossing(t testing.TB, times int) Content {
	t.Helper()
	d := snapped(digits(t)[1])
	for range times {
		d.Strokes = append(d.Strokes, drawing.Stroke{Joined: true, Width: d.Strokes[0].Width, Points: []drawing.Point{{X: 1, Y: 0.5}, {X: 0.75, Y: 0.5}}})
	}
	return Content{Model: spec.NoteConvnet(), Training: spec.Note(64), Steps: drawing.AllSteps(), Drawing: d}
}

func TestGesturesOfSeveralStrokesSurvive(t *testing.T) {
	for _, times := range []int{0, 1, 3, drawing.MaxStrokes - 1} {
		s := crossing(t, times)
		text, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(text)
		if err != nil || !equal(got.Content, s) {
			t.Errorf("%d times: came back as %+v, error %v", times, got.Drawing.Joined(), err)
		}
		t.Logf("re-entered %d times: %d characters, %d of them for joined", times, len(text), len(text)-len(without(text, "joined")))
	}
}

// A build without gestures ignores joined and reads the same ink.
func TestBuildsWithoutGesturesReadTheSameInk(t *testing.T) {
	s := crossing(t, 2)
	text, err := Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, "&joined=1.2&crc=") {
		t.Fatalf("%s does not end with the joined strokes", text)
	}
	before, _, _ := cutChecksum(without(text, "joined"))
	other := before + "&unknown=1.2" // unknown, as joined is to that build
	got, err := Decode(other + checksumField + checksum(other))
	for i := range s.Drawing.Strokes {
		s.Drawing.Strokes[i].Joined = false
	}
	if err != nil || !reflect.DeepEqual(got.Ignored, []string{"unknown"}) || !equal(got.Content, s) {
		t.Errorf("read %+v, error %v", got, err)
	}
}

func without(text, name string) string {
	before, rest, found := strings.Cut(text, "&"+name+"=")
	if !found {
		return text
	}
	_, after, _ := strings.Cut(rest, "&")
	return before + "&" + after
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
		t.Error("joined was accepted before the ink")
	}
	if _, err := Decode(strings.Replace(before, "2&", "1&", 1)); err == nil {
		t.Error("version 1 has gestures")
	}
	// The rest of a damaged link has the ink, with joined only if it is valid.
	for value, want := range map[string][]int{"1.7": nil, "2": {2}} {
		d := &DamagedError{pairs: []pair{{"joined", value}, {"ink", ink}}}
		got, _ := d.Rest(initial())
		if joined := got.Drawing.Joined(); len(got.Drawing.Strokes) != 3 || !reflect.DeepEqual(joined, want) {
			t.Errorf("joined=%s: left are %d strokes, joined %v, want %v", value, len(got.Drawing.Strokes), joined, want)
		}
	}
}
