//go:build e2e

package e2e

import (
	"math"
	"regexp"
	"testing"
	"time"
)

// A benchmark program can train and predict through window.bench.
func TestBenchCanBeDriven(t *testing.T) {
	p := Open(t, Visit{Path: "bench.html?workers=2"})
	p.WaitFor("window.bench")
	type outcome struct {
		Seconds, First, Last, Sum float64
		Workers                   int
		One                       []float64
	}
	// 128 images of two classes: the left or the right half is ink.
	got := Eval[outcome](p, `(async () => {
		const n = 128, images = new Float32Array(n * 784), labels = new Uint8Array(n);
		for (let i = 0; i < n; i++) {
			labels[i] = i % 2;
			for (let k = 0; k < 784; k++) images[i * 784 + k] = (k % 28 < 14) === (i % 2 === 0) ? 0.25 : 0;
		}
		const model = { batch: 32, layers: [{ type: 'dense', units: 64, activation: 'relu' }, { type: 'dense', units: 10, activation: 'softmax' }] };
		await bench.setup(model, { images, labels, n });
		await bench.trainSteps(1);
		const first = bench.lastLoss;
		let seconds = 0;
		for (let i = 0; i < 20 || bench.threads !== 2; i++) seconds += await bench.trainSteps(10);
		const one = await bench.predict1();
		const many = await bench.predictN(images, n);
		return { seconds, first, last: bench.lastLoss, workers: bench.threads, one: [...one], sum: many.reduce((a, b) => a + b) };
	})()`)
	// The loss of a fresh network is about ln 10 = 2.3 nats. It learns two classes within 200 steps, and the other worker may come later.
	if got.First < 1.5 || got.Last > 0.1 || got.Seconds <= 0 {
		t.Errorf("the loss went from %v to %v in %v s", got.First, got.Last, got.Seconds)
	}
	if got.Workers != 2 {
		t.Errorf("%d workers took part, want 2", got.Workers)
	}
	if len(got.One) != 10 || got.One[0] < 0.9 || math.Abs(got.Sum-128) > 1e-3 {
		t.Errorf("the first image is read as %v and all probabilities sum to %v, want a 0 and 128", got.One, got.Sum)
	}
}

func TestBenchShowsItsTable(t *testing.T) {
	p := Open(t, Visit{Path: "bench.html?seconds=1"})
	p.WaitFor("window.bench")
	p.Click("#start")
	p.WaitFor("document.getElementById('doing').innerText === 'done'", 5*time.Minute)
	rows := Eval[[][]string](p, "[...document.querySelectorAll('#table tr')].map(r => [...r.children].map(c => c.innerText))")
	number, checksums := regexp.MustCompile(`^-?[0-9.]+$`), 0
	for _, row := range rows {
		switch {
		case len(row) != 3:
			t.Errorf("a row is %q, want a name and two columns: one worker, all", row)
		case row[0] == "checksum":
			checksums++
			if row[1] != row[2] || len(row[1]) != 16 {
				t.Errorf("the checksums are %q", row[1:])
			}
		case row[1] != "" && (!number.MatchString(row[1]) || !number.MatchString(row[2])):
			t.Errorf("a row is %q, want numbers", row)
		}
	}
	if checksums != 2 {
		t.Errorf("the table has %d networks, want 2: %q", checksums, rows)
	}
	p.Screenshot("bench")
}
