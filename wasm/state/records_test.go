package state

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// trainer sends a worker's messages of one training.
type trainer struct {
	s        *State
	training spec.Training
	model    spec.Model
	from     string // checksum of the weights that the run was continued from
}

// start begins a training from fresh weights and makes a step.
func (k trainer) start() {
	k.s.Update(wire.Network{Model: k.model, Training: k.training, Origin: wire.Untrained})
	k.s.Update(wire.Scores{First: true})
	k.s.Update(wire.Network{Model: k.model, Training: k.training, Origin: wire.Yours, Step: 1})
}

// epoch ends epoch n with an accuracy, and returns the resulting commands. Equal accuracies mean equal weights.
func (k trainer) epoch(n int, accuracy float64) []Command {
	k.s.Update(SetDate{int64(1000 * (k.s.Records.lastID + 1))})
	k.s.Update(wire.Progress{Phase: wire.Running, Epochs: k.training.Epochs, LearningRate: k.training.LearningRate, Seconds: 2 * float64(n)})
	k.s.Update(wire.Results{Accuracy: accuracy, Loss: 1 - accuracy, Count: spec.TestExamples})
	k.s.Update(wire.Scores{Points: []wire.Score{{Set: wire.TestSet, Epoch: float64(n), Accuracy: accuracy, Loss: 1 - accuracy}}})
	return k.s.Update(wire.Network{
		Model: k.model, Training: k.training, Origin: wire.Yours, Epoch: n, Accuracy: accuracy, Tested: spec.TestExamples, Measured: true, Checksum: fmt.Sprint("sum", accuracy),
		ContinuedFrom: k.from,
	})
}

func trains(t testing.TB) trainer {
	k := trainer{s: open(t, wire.Pretrained), training: spec.Note(64), model: spec.NoteConvnet()}
	k.training.Examples = 1000
	return k
}

// accuracies returns those of the rows from top to bottom.
func accuracies(s *State) string {
	var list []float64
	for _, r := range s.Records.Sorted() {
		list = append(list, r.Accuracy)
	}
	return fmt.Sprint(list)
}

func wantRows(t *testing.T, s *State, what, want string) {
	t.Helper()
	if got := accuracies(s); got != want {
		t.Errorf("%s: rows with accuracies %s, want %s", what, got, want)
	}
}

func TestATrainingIsARowFromItsFirstEpochOn(t *testing.T) {
	k := trains(t)
	k.start()
	wantRows(t, k.s, "before an epoch has ended", "[]")
	k.epoch(1, 0.9)
	wantRows(t, k.s, "after the first epoch", "[0.9]")
	k.epoch(2, 0.95)
	wantRows(t, k.s, "the same training goes on", "[0.95]")
	if r := k.s.Records.List[0]; r.Epochs != 2 || r.Seconds != 4 || r.Speed() != 500 || r.RateChanged || r.Continued || k.s.Records.recorder.row != r.ID {
		t.Errorf("the row is %+v; want 2 epochs of 1,000 images in 4 s, from fresh weights, under way", r)
	}
	k.s.Update(Train{}) // not measured yet
	k.training.Seed = 2
	k.start()
	k.epoch(1, 0.8)
	wantRows(t, k.s, "another seed", "[0.8 0.95]")
}

// The same settings and seed give the same weights.
func TestARepeatedTrainingHasOneRow(t *testing.T) {
	k := trains(t)
	k.start()
	k.epoch(1, 0.9)
	k.epoch(2, 0.95)
	k.start()
	k.epoch(1, 0.9)
	wantRows(t, k.s, "shorter so far than the first", "[0.9 0.95]")
	k.epoch(2, 0.95)
	wantRows(t, k.s, "as long", "[0.95]")
	k.epoch(3, 0.97)
	wantRows(t, k.s, "longer", "[0.97]")

	k.s.Update(FoundRecords{k.s.Records.Text()}) // after a reload
	k.s.Update(wire.Network{Model: k.model, Training: k.training, Origin: wire.Yours, Epoch: 3, Accuracy: 0.97, Tested: spec.TestExamples, Measured: true, Checksum: "sum0.97"})
	k.s.Update(wire.Scores{First: true, Points: k.s.Run.Scores})
	k.epoch(4, 0.98)
	wantRows(t, k.s, "it went on where it was", "[0.98]")
	if k.s.Records.List[0].Continued {
		t.Error("a training that goes on is said to have begun from earlier weights")
	}
}

func TestRemovedRowsCanBeRestored(t *testing.T) {
	k := trains(t)
	for seed, accuracy := range []float64{0.7, 0.8, 0.9} {
		k.training.Seed = uint64(seed)
		k.start()
		k.epoch(1, accuracy)
	}
	k.s.Update(RemoveRecord{k.s.Records.List[1].ID})
	wantRows(t, k.s, "the middle one was removed", "[0.9 0.7]")
	k.s.Update(RemoveRecord{12345})
	k.s.Update(RestoreRecords{})
	wantRows(t, k.s, "and came back", "[0.9 0.8 0.7]")
	k.s.Update(ClearRecords{})
	wantRows(t, k.s, "all were removed", "[]")
	k.s.Update(RestoreRecords{})
	k.s.Update(RestoreRecords{})
	wantRows(t, k.s, "and came back once", "[0.9 0.8 0.7]")
	k.s.Update(RemoveRecord{k.s.Records.List[0].ID})
	k.s.Update(wire.Network{Model: k.model, Training: k.training, Origin: wire.Yours, Epoch: 1, Accuracy: 0.9, Tested: spec.TestExamples, Measured: true, Checksum: "sum0.9"})
	wantRows(t, k.s, "the same weights were told again", "[0.8 0.7]")
}

func TestRowsAreSortedByTheirBest(t *testing.T) {
	k := trains(t)
	for seed, accuracy := range []float64{0.8, 0.9, 0.7} {
		k.training.Seed, k.training.Examples = uint64(seed), 1000*(seed+1)
		k.start()
		k.epoch(1, accuracy)
	}
	for by, want := range map[Column]string{
		ByDate: "[0.7 0.9 0.8]", "": "[0.7 0.9 0.8]", ByAccuracy: "[0.9 0.8 0.7]", ByLoss: "[0.9 0.8 0.7]", BySpeed: "[0.7 0.9 0.8]",
	} {
		k.s.Update(SortRecords{by})
		wantRows(t, k.s, "by "+string(by), want)
	}
	if best := k.s.Records.Best(); best != k.s.Records.List[1].ID {
		t.Errorf("the best is row %d of %+v", best, k.s.Records.List)
	}
}

func TestSettingsOfARowAreUsedAgain(t *testing.T) {
	k := trains(t)
	k.training.Optimizer, k.training.Seed = spec.Adam, 9
	k.start()
	k.epoch(1, 0.9)
	k.s.Update(wire.Progress{Phase: wire.Finished})
	k.s.Update(SetField{"blocks[0].pooling", "average"})
	k.s.Update(SetField{"training.optimizer", "sgd"})
	k.s.Update(UseRecord{k.s.Records.List[0].ID})
	if d := k.s.Draft; d.Training != k.training || !d.Model().Same(k.model) {
		t.Errorf("the controls show %+v", d)
	}
	if k.s.Update(UseRecord{777}) != nil {
		t.Error("a row that is not there was used")
	}
}

func TestTheTableIsValidCSV(t *testing.T) {
	k := trains(t)
	k.start()
	k.epoch(1, 0.9512)
	text := string(k.s.Records.CSV())
	if lines := strings.Split(text, "\r\n"); len(lines) != 3 || lines[2] != "" || strings.Contains(lines[1], "\n") {
		t.Errorf("want a header and a row, each ended by CR LF: %q", text)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for i, name := range rows[0] {
		got[name] = rows[1][i]
	}
	for name, want := range map[string]string{
		"date": "1970-01-01T00:00:01Z", "network": "convnet", "weights": "93322", "optimizer": "rmsprop", "learning_rate": "0.001", "batch_size": "64",
		"epochs": "1", "epochs_chosen": "5", "training_images": "1000", "seed": "1", "test_accuracy": "0.9512", "test_images": "10000",
		"images_per_second": "500.0", "seconds": "2.000", "checksum": "sum0.9512", "from_earlier_weights": "false", "continued_from": "",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	var m spec.Model
	if err := m.UnmarshalJSON([]byte(got["model"])); err != nil || !m.Same(k.model) {
		t.Errorf("the model does not come back from %q: %v", got["model"], err)
	}
}

// A row of the CSV with other settings is another row, whichever setting it is.
func TestCSVHasEverySettingOfTheTraining(t *testing.T) {
	k := trains(t)
	k.start()
	k.epoch(1, 0.9)
	r := k.s.Records.List[0]
	line := func(r Record) string { return string((&Records{List: []Record{r}}).CSV()) }
	other := spec.Training{Optimizer: spec.SGD, LearningRate: 0.5, Momentum: 0.25, Nesterov: true, BatchSize: 7, Epochs: 9, Examples: 200, Shift: 3, Shards: 5, Seed: 11}
	for _, row := range spec.Settings() {
		changed := r
		row.Set(&changed.Training, row.Get(other))
		if row.Get(other) == row.Get(r.Training) || line(changed) == line(r) {
			t.Errorf("the CSV does not depend on %s", row.Name)
		}
	}
}

// A continued run has seen more epochs than its row says, and the accuracy of a sample depends on chance.
func TestTheBestIsChosenAmongComparableRuns(t *testing.T) {
	fresh := func(accuracy float64) Record { return Record{Accuracy: accuracy, Tested: spec.TestExamples} }
	continued := Record{Accuracy: 0.99, Tested: spec.TestExamples, Continued: true, ContinuedFrom: "sum"}
	sample := Record{Accuracy: 0.995, Tested: 1000}
	steered := Record{Accuracy: 0.993, Tested: spec.TestExamples, RateChanged: true}
	for what, c := range map[string]struct {
		rows []Record
		best int // ID: the place, counted from 1
	}{
		"two":                        {[]Record{fresh(0.8), fresh(0.9)}, 2},
		"one is nothing to compare":  {[]Record{fresh(0.8)}, 0},
		"a better one was continued": {[]Record{fresh(0.8), continued, fresh(0.7)}, 1},
		"a better one is a sample":   {[]Record{sample, fresh(0.8), fresh(0.7)}, 2},
		"a better one had two rates": {[]Record{fresh(0.8), steered, fresh(0.7)}, 1},
		"one is left to compare":     {[]Record{fresh(0.8), continued, sample}, 0},
		"none is left":               {[]Record{continued, sample, steered}, 0},
	} {
		s := New()
		for i, r := range c.rows {
			r.ID = i + 1
			s.Records.List = append(s.Records.List, r)
		}
		if got := s.Records.Best(); got != c.best {
			t.Errorf("%s: the best is row %d, want %d", what, got, c.best)
		}
	}
}
