package state

import (
	"encoding/json"
	"hash/crc32"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"convlab/engine/wire"
)

// earlier reads a file that an earlier build has saved, from the tests of package checkpoint.
func earlier(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../engine/checkpoint/testdata/golden/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// trainings are the names of the trainings, with the CRC-32 of the ink on the pad.
func trainings() map[string]uint32 {
	return map[string]uint32{
		"training-rmsprop": 2144873389,
		"training-adam":    3151971941, // over test picture 9999
		"training-sgd":     1537701232, // its controls show a network that is not trained yet
		"autosave":         2700271822, // over a picture of the user's own
	}
}

// A training of an earlier build in the browser's storage is offered, and restores controls, choices and ink: the page writes the
// same note as that build, except for the map that it had pinned and those that it showed in full.
func TestKeptAutosavesBringThePageBack(t *testing.T) {
	var entry struct{ Key, About string }
	if err := json.Unmarshal(earlier(t, "autosave.json"), &entry); err != nil {
		t.Fatal(err)
	}
	for name, ink := range trainings() {
		r := enter(t, "train-00000", "test-tenth")
		r.rest()
		r.s.Autosave.found = false
		r.do(Found{map[string]string{entry.Key: entry.About}})
		about := About{Epoch: 1, Step: 5, Accuracy: 0.156, Tested: 1000, Time: 1767225600856}
		if o := r.s.Autosave.Resumable; len(o) != 1 || o[0] != (Generation{"mjuohsns/0", about}) {
			t.Fatalf("offered %+v", o)
		}
		r.stored = earlier(t, name+".safetensors")
		r.do(Resume{})
		r.rest()
		r.wantPage(name, noteIn(t, name), ink)
	}
}

// The same files, opened by the user: then the controls follow the network.
func TestKeptTrainingsBringThePageBack(t *testing.T) {
	for name, ink := range trainings() {
		r := enter(t, "train-00000", "test-tenth")
		r.rest()
		r.do(OpenFile{Name: "mine.safetensors", Bytes: earlier(t, name+".safetensors")})
		r.rest()
		note := noteIn(t, name)
		if name == "training-sgd" {
			note = strings.Replace(note, `"units":6`, `"units":4`, 1)
		}
		r.wantPage(name, note, ink)
	}
}

// noteIn returns the page's note in a training.
func noteIn(t testing.TB, name string) (note string) {
	t.Helper()
	_, text, _ := strings.Cut(string(earlier(t, name+".safetensors")), `"page":`)
	if err := json.NewDecoder(strings.NewReader(text)).Decode(&note); err != nil {
		t.Fatal(err)
	}
	return note
}

// wantPage checks a page after it has opened a training.
func (r *room) wantPage(name, note string, ink uint32) {
	r.t.Helper()
	if strings.Contains(note, `"digit":9999`) { // the harness has no such picture: answer for the trainer
		r.do(wire.Picture{Index: 9999, Pixels: make([]float32, 784)})
	}
	pinned := regexp.MustCompile(`,"(hero|cell|unfolded)":(null|\{[^}]*\}|\[[^]]*\])`)
	note = pinned.ReplaceAllString(note, "")
	if got := pinned.ReplaceAllString(string(r.s.note()), ""); got != note {
		r.t.Errorf("%s: the page says\n%s, want\n%s", name, got, note)
	}
	if got := crc32.ChecksumIEEE(r.s.Pad.Raster.Pix[:]); got != ink {
		r.t.Errorf("%s: the ink has checksum %d, want %d", name, got, ink)
	}
	if n := r.s.Network; n.Origin != wire.Yours || n.Epoch == 0 || n.Step == 0 || len(r.s.Run.Scores) == 0 {
		r.t.Errorf("%s: a network of epoch %d, step %d, and %d points of curves", name, n.Epoch, n.Step, len(r.s.Run.Scores))
	}
}

// The table of runs that an earlier build has written.
func TestKeptRunsAreRows(t *testing.T) {
	text := string(earlier(t, "runs.json"))
	s := New()
	s.Update(FoundRecords{text})
	if len(s.Records.List) != 2 || s.Records.Text() != text {
		t.Errorf("%d rows, written as\n%s, want\n%s", len(s.Records.List), s.Records.Text(), text)
	}
	later := New()
	later.Update(FoundRecords{strings.ReplaceAll(text, `{"date":`, `{"later":{"a":1},"date":`)})
	if later.Records.Text() != text {
		t.Errorf("of a later build they are\n%s", later.Records.Text())
	}
}

// Fields that a later build adds to a note, or to the description of an autosave, are ignored.
func TestNotesOfALaterBuildAreTaken(t *testing.T) {
	good := string(otherNote(t))
	want, settings, err := readNote(json.RawMessage(good))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer(
		`"axis":`, `"later":[{}],"axis":`,
		`"hero":{`, `"hero":{"later":null,`,
		`"steps":{`, `"steps":{"later":true,`,
	).Replace(good)
	got, d, err := readNote(json.RawMessage(text))
	if strings.Count(text, "later") != 3 || err != nil || !reflect.DeepEqual(got, want) || !reflect.DeepEqual(d, settings) {
		t.Errorf("%s is read as %+v, error %v", text, got, err)
	}
	a := About{Epoch: 2, Tested: 10, Accuracy: 0.5, Time: 7}
	if got := readAbout(strings.Replace(about(t, a), "{", `{"later":0,`, 1)); got != a {
		t.Errorf("beside it stands %+v, want %+v", got, a)
	}
}
