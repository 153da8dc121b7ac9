//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// timesAnswers makes the page measure itself, in milliseconds: of each move of the pen and of each click how long it takes until
// the frame is over that shows what came of it. A move is answered by the first prediction that was asked for after it.
const timesAnswers = `{
	globalThis.moves = [];
	globalThis.answers = [];
	globalThis.clicks = [];
	let moved = 0;
	const asked = new Map();
	const painted = (since, list) => globalThis.convlab.frame(() => setTimeout(() => list.push(performance.now() - since)));
	addEventListener('pointermove', (e) => { if (e.buttons) moved = e.timeStamp; }, true);
	addEventListener('click', (e) => painted(e.timeStamp, clicks));
	const W = Worker;
	globalThis.Worker = class extends W {
		constructor(...given) {
			super(...given);
			this.addEventListener('message', ({ data }) => {
				if (!moved || typeof data?.[0] !== 'string' || !data[0].includes('"Activations"')) return;
				const since = asked.get(JSON.parse(data[0]).body.id);
				if (since === moved) {
					answers.push(performance.now() - moved);
					painted(moved, moves);
					moved = 0;
				}
			});
		}
		postMessage(message, ...rest) {
			if (typeof message?.[0] === 'string' && message[0].includes('"Predict"')) asked.set(JSON.parse(message[0]).body.id, moved);
			super.postMessage(message, ...rest);
		}
	};
}`

// While the convnet trains at full speed, a stroke and clicks are answered. How soon is logged ("go test -v"): the machine decides that.
func TestAStrokeIsAnsweredWhileTheConvnetTrains(t *testing.T) {
	p := Open(t, Visit{W: 1440, H: 900, Script: timesAnswers})
	p.Ready()
	p.Until("all images are here", func(s State) bool { return s.Complete })
	p.Click("#train")
	p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 100 })

	moves, clicks := 20*times(t, "CONVLAB_ANSWERS"), 10*times(t, "CONVLAB_ANSWERS")
	pad := p.Box("#pad")
	at := func(i int) Point { return pad.At(0.2+0.6*float64(i%20)/20, 0.2+0.2*float64(i/20)) }
	p.Press(at(0))
	Eval[bool](p, "(moves.length = answers.length = 0, true)")
	for i := range moves {
		p.Drag(at(i + 1))
		p.WaitFor(fmt.Sprintf("moves.length > %d", i))
		time.Sleep(20 * time.Millisecond) // a hand's pace
	}
	p.Release(at(moves))
	if s := p.Until("the stroke is read", State.Answered); s.Phase != "running" && s.Phase != "testing" {
		t.Errorf("the training is %s, want running: then this shows nothing", s.Phase)
	}

	Eval[bool](p, "(clicks.length = 0, true)")
	for i := range clicks {
		p.Click([]string{"#tab-keras", "#tab-summary"}[i%2])
		p.WaitFor(fmt.Sprintf("clicks.length > %d", i))
	}
	if s := p.State(); s.Phase != "running" && s.Phase != "testing" {
		t.Errorf("the training is %s, want running", s.Phase)
	}
	for _, what := range []string{"answers", "moves", "clicks"} {
		list := Eval[[]float64](p, what)
		slices.Sort(list)
		t.Logf("%d %s: %.0f ms in the middle, %.0f at the 95th percentile", len(list), what, list[len(list)/2], list[len(list)*95/100])
	}
}
