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

// remembersMemories makes a page or a worker remember the memory of every program that it starts.
const remembersMemories = `globalThis.memories = [];
	for (const name of ['instantiate', 'instantiateStreaming']) {
		const start = WebAssembly[name];
		WebAssembly[name] = async (...given) => {
			const made = await start.apply(WebAssembly, given);
			memories.push((made.instance ?? made).exports.mem);
			return made;
		};
	};
`

// Memory is what a page or a worker holds, in bytes.
type Memory struct {
	Objects int // of JavaScript and of the document, once what nobody can reach is gone
	Program int // the memory of its program, garbage included, which only grows
}

// memory measures a page that remembersMemories, its workers and theirs, in this order. The browser's own
// performance.measureUserAgentSpecificMemory says 17 MB where the programs alone have 170 MB, and takes ten seconds.
func (p *Page) memory() []Memory {
	p.t.Helper()
	p.mutex.Lock()
	all := slices.Concat([]context.Context{p.ctx}, p.workers, p.hired)
	p.mutex.Unlock()
	var list []Memory
	for _, ctx := range all {
		ctx, cancel := context.WithTimeout(ctx, patience)
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

// windows is how often memory is given the time to stay: Go's heap climbs in steps of 4 MB to a mark at which it stays, and
// where it is on its way is chance. What leaks grows in every window.
const windows = 3

// mustStay fails the test when in each of some windows a page or a worker comes to take a tenth more memory than it took, and a
// megabyte: objects of a worker are not more than that, and some of them are on their way. In all it may be a tenth and two steps.
func (p *Page) mustStay(window func()) {
	p.t.Helper()
	const steps = 2 * 4 << 20
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
			if began := first[i].Program; after[i].Program > began+began/10+steps {
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

// A class in short: trainings of one step and more, started, stopped and reset. What they take is compared with what others
// took before them, when everything that is kept is there, and the programs have had their garbage. Fifteen and then ten; fifty
// in a window of a soak.
func TestManyTrainingsTakeNoMoreMemory(t *testing.T) {
	before, window := 15, 10
	if soak(t) > 0 {
		before, window = 30, 50
	}
	p := Open(t, Visit{W: 1100, H: 700, Script: remembersMemories + withWorkers(2), Worker: remembersMemories})
	p.Ready()
	p.brief()
	cycle := func(n int) {
		for range n / 5 { // what a page evaluates must end in time
			Eval[bool](p, `(async () => {
				const state = () => JSON.parse(convlab.state()), until = async (is) => { while (!is(state())) await new Promise((next) => setTimeout(next, 5)); };
				for (let i = 0; i < 5; i++) {
					document.getElementById('train').click();
					await until((s) => s.phase === 'running' && s.step > 1);
					document.getElementById('train').click();
					await until((s) => s.phase === 'paused');
					dispatchEvent(new Event('pagehide')); // a checkpoint
					await until((s) => s.kept.stored && s.kept.step === s.step);
					document.getElementById('reset').click();
					await until((s) => s.phase === 'idle' && s.origin === 'untrained');
				}
				return true;
			})()`)
		}
	}
	cycle(before)
	p.mustStay(func() { cycle(window) })
	if started, ended := p.Hired(); started != 1 || ended != 0 {
		t.Errorf("%d workers were started and %d have ended, want 1 and 0", started, ended)
	}
}

// A training of many short epochs, with a test, points of the curves and checkpoints in each: for six seconds after a warm-up
// of fourteen, in which the heap reaches its mark; in a soak for its minutes after half a minute.
func TestALongTrainingTakesNoMoreMemory(t *testing.T) {
	before, window := 14*time.Second, 6*time.Second
	if soak(t) > 0 {
		before, window = 30*time.Second, soak(t)
	}
	p := Open(t, Visit{W: 1100, H: 700, Script: remembersMemories + withWorkers(2), Worker: remembersMemories})
	p.Ready()
	p.Choose("#preset", "dense") // its steps are the quickest
	p.Fill("#examples", "1000")
	p.Fill("#epochs", "100")
	p.Until("the settings are taken", func(s State) bool { return s.Training.Examples == 1000 && s.Training.Epochs == 100 })
	p.Click("#train")
	trained := func(lasts time.Duration) { // of a training that has ended another one begins
		for end := time.Now().Add(lasts); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
			if p.State().Phase == "finished" {
				p.Click("#train")
			}
		}
	}
	trained(before)
	p.mustStay(func() { trained(window) })
}

// soak is how long a soak lasts ("./build.sh soak MINUTES"); 0: this is none.
func soak(t *testing.T) time.Duration {
	t.Helper()
	if os.Getenv("CONVLAB_SOAK") == "" {
		return 0
	}
	return time.Duration(times(t, "CONVLAB_SOAK")) * time.Minute
}
