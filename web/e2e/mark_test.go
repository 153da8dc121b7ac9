//go:build e2e

package e2e

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// marked adds four rows to the one in the storage: a better one that was continued, a better one tested on a sample, a better one
// whose learning rate was changed, and a worse one.
const marked = `(() => {
	const [row] = JSON.parse(localStorage['convlab.runs']);
	const other = (n, change) => ({...row, date: row.date + n, checksum: n + row.checksum.slice(1), ...change});
	localStorage['convlab.runs'] = JSON.stringify([
		row,
		other(1, {carried: true, continued_from: row.checksum, accuracy: 1}),
		other(2, {tested: 1000, accuracy: 1}),
		other(3, {steered: true, accuracy: 1, training: {...row.training, seed: 3, optimizer: 'sgd', momentum: 0.9}}),
		other(4, {accuracy: 0, training: {...row.training, seed: 4}}),
	]);
})()`

func TestValuesOfCurvesAndMarksOfRunsAreExplained(t *testing.T) {
	p := Open(t, Visit{W: 1440, H: 900})
	p.Ready()
	p.Preset("dense")
	p.Until("the dense network is there", func(s State) bool { return len(s.Network.Layers) == 3 })
	p.Set("training.examples", "1000")
	p.Set("training.batch_size", "100")
	p.Set("training.epochs", "2")
	p.trainToTheEnd()

	p.Run("the readout names the epoch of each value", func() {
		p.tabTo("#curves")
		p.Key("Home")
		p.WaitFor("document.getElementById('curves').ariaValueText.includes('epoch 0.1 · train')")
		said := p.valueText("curves")
		if !regexp.MustCompile(`^loss: epoch 0\.1 · training \d\.\d{3}, epoch 1 · test \d\.\d{3}\. accuracy: epoch 0\.1 · training [\d.]+ %, epoch 1 · test [\d.]+ %\.`).MatchString(strings.ToLower(said)) {
			p.t.Errorf("the first point is read as %q", said)
		}
		p.Frame()
		p.Screenshot("reading")
	})
	p.Click("#tab-runs")
	p.WaitFor(rows + " === 1")
	Eval[struct{}](p, marked)
	p.Reload()
	p.Ready()
	p.Click("#tab-runs")
	p.WaitFor(rows + " === 5")
	for _, language := range []string{"en", "ko"} {
		w := words(t, language)
		p.Run("marks are explained, "+language, func() {
			if language == "ko" {
				p.Language()
			}
			p.WaitFor(fmt.Sprintf("document.getElementById('runsmarks').innerText.includes(%q)", w["runs.best"]+":"))
			p.Screenshot("marks-" + language)
			lines := strings.Split(p.Text("#runsmarks"), "\n")
			if len(lines) != 4 {
				p.t.Errorf("under the table there is %q, want a line for each of 4 marks", lines)
			}
			best := Eval[string](p, "[...document.querySelectorAll('#runstable .best')].map(e => e.innerText).join('|')")
			if !strings.Contains(best, w["runs.best"]) || strings.Contains(best, "100.00 %") {
				p.t.Errorf("the best is %q, want the run from fresh weights on all images", best)
			}
			if table := p.Text("#runstable"); !strings.Contains(table, w["runs.continued"]) {
				p.t.Errorf("no row says that it was continued: %q", table)
			}
		})
	}
	p.Run("in the dialog too", func() {
		p.Click("#runswide")
		p.WaitFor("document.querySelector('#runsdialog #runsmarks').checkVisibility()")
		p.Screenshot("marks-table")
	})
}
