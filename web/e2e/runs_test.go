//go:build e2e

package e2e

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
)

// recordsDownload records a download in the page.
const recordsDownload = "{ const make = URL.createObjectURL; URL.createObjectURL = (blob) => { globalThis.given = blob; return make.call(URL, blob); }; }"

// rows counts the visible rows of the table of runs.
const rows = "[...document.querySelectorAll('#runstable tbody tr')].filter(e => !e.hidden).length"

func TestEveryTrainingIsARowOfTheRuns(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1440, H: 900, Script: recordsDownload})
	p.Ready()
	p.Click("#tab-runs")
	p.WaitFor("document.getElementById('noruns').checkVisibility() && " + rows + " === 0")
	p.Preset("dense")
	p.Until("the dense network is there", func(s State) bool { return len(s.Network.Layers) == 3 })
	p.Set("training.examples", "1000")
	p.Set("training.epochs", "1")
	first := p.trainToTheEnd()
	p.WaitFor(rows + " === 1")
	p.Set("training.seed", "2")
	p.Set("training.optimizer", "adam")
	second := p.trainToTheEnd()
	p.WaitFor(rows + " === 2")

	p.Run("with its results", func() {
		text := strings.Join(strings.Fields(p.Text("#runstable tbody tr")), " ")
		for _, want := range []string{fmt.Sprintf("%.2f %%", 100*second.Accuracy), "adam", "1,000", second.Checksum[:7]} {
			if !strings.Contains(text, want) {
				p.t.Errorf("the newest row says %q, want %q in it", text, want)
			}
		}
		p.Screenshot("runs")
	})
	p.Run("as a CSV file", func() {
		p.Click("#runscsv")
		p.WaitFor("globalThis.given")
		table, err := csv.NewReader(strings.NewReader(Eval[string](p, "given.text()"))).ReadAll()
		p.must(err)
		column := map[string]int{}
		for i, name := range table[0] {
			column[name] = i
		}
		for i, s := range []State{second, first} {
			if got, want := table[1+i][column["checksum"]], s.Checksum; got != want {
				p.t.Errorf("row %d has checksum %s, want %s", i, got, want)
			}
			if got, want := table[1+i][column["test_accuracy"]], number(s.Accuracy); got != want {
				p.t.Errorf("row %d has accuracy %s, want %s", i, got, want)
			}
		}
	})
	p.Run("in the dialog, by keys", func() {
		p.tabTo("#runswide")
		p.Key("Enter")
		p.WaitFor("document.getElementById('runsdialog').open && document.querySelector('#runsdialog thead').checkVisibility()")
		p.Screenshot("runs-table")
		p.Key("Escape")
		p.WaitFor("document.querySelector('#runshome #runstable')")
		p.mustHaveFocus("#runswide")
	})
	p.Run("whose settings can be used again", func() {
		p.Click("#runstable tbody tr:nth-child(2) [data-action=use]")
		p.Until("the first training's settings are back", func(s State) bool { return s.Training.Seed == first.Training.Seed && s.Training.Optimizer == "rmsprop" })
		p.WaitFor("document.getElementById('runsstatus').innerText !== ''")
	})
	p.Run("in the next visit, too, until it is removed", func() {
		p.Reload()
		p.Ready()
		p.Click("#tab-runs")
		p.WaitFor(rows + " === 2")
		p.Click("#runstable tbody tr:nth-child(2) [data-action=remove]")
		p.WaitFor(rows + " === 1")
		p.Click("#runsrestore")
		p.WaitFor(rows + " === 2")
		p.Click("#runsclear")
		p.WaitFor(rows + " === 0")
		p.Reload()
		p.Ready()
		p.Click("#tab-runs")
		p.WaitFor("document.getElementById('noruns').checkVisibility() && " + rows + " === 0")
	})
}

// trainToTheEnd trains with the current settings, which are not those of the weights, and waits for the evaluation on all test images.
func (p *Page) trainToTheEnd() State {
	p.t.Helper()
	before := p.State().Checksum // a short training may have ended before anyone sees that it has begun
	p.Click("#train")
	return p.Until("it has ended and was evaluated", func(s State) bool {
		return s.Phase == "finished" && s.Tested == 10000 && s.Checksum != before
	})
}

// Storage may throw, or contain texts of another origin of data.
func TestRunsWorkWithoutStorage(t *testing.T) {
	for name, script := range map[string]string{
		"forbidden": "Object.defineProperty(globalThis, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError'); }})",
		"hostile":   `localStorage.setItem('convlab.runs', '[{"accuracy":1e9,"model":{"layers":7}},null,"x"]')`,
	} {
		t.Run(name, func(t *testing.T) {
			p := Open(t, Visit{NoWebGL: true, Script: "if (location.origin !== 'null') {" + script + "}"})
			p.Ready()
			p.Click("#tab-runs")
			p.WaitFor("document.getElementById('noruns').checkVisibility() && " + rows + " === 0")
			p.Preset("dense")
			p.Until("the dense network answers", func(s State) bool { return len(s.Network.Layers) == 3 })
			p.Set("training.examples", "100")
			p.Set("training.batch_size", "100")
			p.Set("training.epochs", "1")
			p.trainToTheEnd()
			p.WaitFor(rows + " === 1")
		})
	}
}
