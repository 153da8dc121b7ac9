//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// recordsMemories records the memory of every program that a page or a worker starts.
const recordsMemories = `globalThis.memories = [];
	for (const name of ['instantiate', 'instantiateStreaming']) {
		const start = WebAssembly[name];
		WebAssembly[name] = async (...given) => {
			const made = await start.apply(WebAssembly, given);
			memories.push((made.instance ?? made).exports.mem);
			return made;
		};
	};
`

// Memory is the memory of a page or a worker, in bytes.
type Memory struct {
	Objects int // of JavaScript and of the document, after a garbage collection
	Program int // of its program, garbage included, which only grows
}

// memory measures a page with recordsMemories, its workers and theirs, in this order. The browser's own
// performance.measureUserAgentSpecificMemory reports 17 MB when the programs alone have 170 MB, and takes ten seconds.
func (p *Page) memory() []Memory {
	p.t.Helper()
	p.mutex.Lock()
	all := slices.Concat([]context.Context{p.ctx}, p.workers, p.nested)
	p.mutex.Unlock()
	var list []Memory
	for _, ctx := range all {
		ctx, cancel := context.WithTimeout(ctx, timeout)
		defer cancel()
		_, err := chromedp.Call(ctx, heapprofiler.CollectGarbage, cdp.Empty{})
		p.must(err)
		heap, err := chromedp.Call(ctx, runtime.GetHeapUsage, cdp.Empty{})
		p.must(err)
		program, err := chromedp.Run(ctx, chromedp.Evaluate[int]("memories.reduce((sum, m) => sum + m.buffer.byteLength, 0)"))
		p.must(err)
		list = append(list, Memory{Objects: int(heap.UsedSize + heap.EmbedderHeapUsedSize), Program: program})
	}
	return list
}

// windows is the number of time windows in which memory may stop to grow. Go's heap grows in steps of 4 MB to a limit, and how far
// it is at first varies. A leak grows in every window.
const windows = 3

// mustStay fails the test if in each of the windows the memory of a page or a worker grows by more than a tenth and a megabyte, which
// temporary objects may take. Over all windows a program may grow by a quarter: the level at which the worker's heap starts lies
// between 128 and 153 MB.
func (p *Page) mustStay(window func()) {
	p.t.Helper()
	first := p.memory()
	before := first
	var grown []string
	for n := range windows {
		window()
		after := p.memory()
		if len(after) != len(before) {
			p.t.Fatalf("%d programs run after window %d, %d ran before it", len(after), n, len(before))
		}
		grown = nil
		for i := range after {
			for what, bytes := range map[string][2]int{"objects": {before[i].Objects, after[i].Objects}, "program": {before[i].Program, after[i].Program}} {
				p.t.Logf("window %d, %d, %s: %d bytes before, %d after", n, i, what, bytes[0], bytes[1])
				if bytes[1] > bytes[0]+bytes[0]/10+1<<20 {
					grown = append(grown, fmt.Sprintf("%s of %d", what, i))
				}
			}
			if began := first[i].Program; after[i].Program > began+began/4 {
				p.t.Errorf("the program of %d has %d bytes, began with %d", i, after[i].Program, began)
			}
		}
		if grown == nil {
			return
		}
		before = after
	}
	p.t.Errorf("more than 10 %% and a megabyte more in each of %d windows: in the last, %s", windows, strings.Join(grown, ", "))
}

// Many short trainings are started, stopped and reset, as in a class. Their memory is compared with that after earlier ones, when
// caches are full and the heaps have grown: 15 trainings and then 10 in a window, or 30 and 50 in a soak.
func TestManyTrainingsTakeNoMoreMemory(t *testing.T) {
	before, window := 15, 10
	if soak(t) > 0 {
		before, window = 30, 50
	}
	p := Open(t, Visit{W: 1100, H: 700, Script: recordsMemories + limitWorkers(2), Worker: recordsMemories})
	p.Ready()
	p.shortTraining()
	cycle := func(n int) {
		for range n { // an evaluation must end in time
			Eval[bool](p, `(async () => {
				const state = () => JSON.parse(convlab.state()), until = async (is) => { while (!is(state())) await new Promise((next) => setTimeout(next, 5)); };
				document.getElementById('train').click();
				await until((s) => s.phase === 'running' && s.step > 1);
				document.getElementById('train').click();
				await until((s) => s.phase === 'paused');
				dispatchEvent(new Event('pagehide')); // a checkpoint
				await until((s) => s.autosave.stored && s.autosave.step === s.step);
				document.getElementById('reset').click();
				await until((s) => s.phase === 'idle' && s.origin === 'untrained');
				return true;
			})()`)
		}
	}
	cycle(before)
	p.mustStay(func() { cycle(window) })
	if started, ended := p.NestedWorkers(); started != 1 || ended != 0 {
		t.Errorf("%d workers were started and %d have ended, want 1 and 0", started, ended)
	}
}

// A training of many short epochs, each with an evaluation, points of the curves and checkpoints. A window is 6 s after a warm-up of
// 14 s, in which the heap reaches its limit; in a soak it is the minutes of the soak after 30 s.
func TestALongTrainingTakesNoMoreMemory(t *testing.T) {
	before, window := 14*time.Second, 6*time.Second
	if soak(t) > 0 {
		before, window = 30*time.Second, soak(t)
	}
	p := Open(t, Visit{W: 1100, H: 700, Script: recordsMemories + limitWorkers(2), Worker: recordsMemories})
	p.Ready()
	p.Preset("dense") // its steps are the fastest
	p.Set("training.examples", "1000")
	p.Set("training.epochs", "100")
	p.Until("the settings have changed", func(s State) bool { return s.Training.Examples == 1000 && s.Training.Epochs == 100 })
	p.Click("#train")
	trained := func(lasts time.Duration) { // starts another training when one has ended
		for end := time.Now().Add(lasts); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
			if p.State().Phase == "finished" {
				p.Click("#train")
			}
		}
	}
	trained(before)
	p.mustStay(func() { trained(window) })
}

// soak returns the duration of a soak ("./build.sh soak MINUTES"), 0 if this is not one.
func soak(t *testing.T) time.Duration {
	t.Helper()
	if os.Getenv("CONVLAB_SOAK") == "" {
		return 0
	}
	return time.Duration(envNumber(t, "CONVLAB_SOAK")) * time.Minute
}
