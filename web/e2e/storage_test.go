//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// paused is the state of a training at rest.
func (p *Page) paused() State {
	p.t.Helper()
	return p.Until("it has paused", func(s State) bool { return s.Phase == "paused" })
}

func TestWithoutRoomTheTrainingGoesOnAndTheLastGoodCheckpointStays(t *testing.T) {
	for _, when := range []string{"at once", "late"} {
		t.Run(when, func(t *testing.T) { withoutRoom(t, when) })
	}
}

func withoutRoom(t *testing.T, when string) {
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Script: full})
	p.Ready()
	p.long()
	p.kept()
	p.Click("#train")
	p.paused()
	good := p.save()

	Eval[string](p, "globalThis.full = '"+when+"'")
	p.Click("#continue")
	p.Until("it is said, and the training goes on", func(s State) bool { return s.Says("quota") && (s.Step > good.Step || s.Epoch > 0) })
	if text := p.Text("#kept"); text != "not saved: only in this tab" {
		t.Errorf("the text next to the progress is %q", text)
	}
	p.Screenshot("quota")
	file := p.downloaded(".notice[data-key=quota] [data-act=download]")
	weights := Eval[int](p, "+document.getElementById('totalweights').textContent.replaceAll(',', '')")
	// rmsprop remembers one number for each weight, and both have four bytes.
	if weights == 0 || len(file) < 2*4*weights || !strings.Contains(string(file[:4096]), "convlab checkpoint 1") {
		t.Errorf("the download has %d bytes and is no checkpoint", len(file))
	}
	p.Click(".notice[data-key=quota] button:not([data-act])")
	p.end()
	if p.State().Says("quota") {
		t.Error("it is said twice")
	}
	p.Reload()
	if s := p.resume(); s.Step < good.Step {
		t.Errorf("came back at step %d, step %d was kept", s.Step, good.Step)
	}
}

// full is a browser that has no room for what a page wants to keep while globalThis.full says when it notices: at once, or
// late, when everything has been put and the whole transaction is taken back. The protocol's own override of the quota changes
// nothing in the browsers that these tests were written with.
const full = `{
	const exceeded = () => new DOMException('provoked', 'QuotaExceededError');
	const put = IDBObjectStore.prototype.put, late = new WeakSet();
	IDBObjectStore.prototype.put = function (...given) {
		if (globalThis.full === 'at once') throw exceeded();
		const request = put.apply(this, given);
		if (globalThis.full === 'late') {
			late.add(this.transaction);
			request.addEventListener('success', () => this.transaction.abort());
		}
		return request;
	};
	const error = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'error').get;
	Object.defineProperty(IDBTransaction.prototype, 'error', { get() { return late.has(this) ? exceeded() : error.call(this); } });
}`

// downloaded clicks and returns the bytes that the page gives the browser as a file.
func (p *Page) downloaded(selector string) []byte {
	p.t.Helper()
	Eval[bool](p, `(() => {
		const create = URL.createObjectURL;
		URL.createObjectURL = (blob) => { globalThis.download = blob; URL.createObjectURL = create; return create(blob); };
		return true;
	})()`)
	p.Click(selector)
	text := Eval[string](p, "download.arrayBuffer().then((b) => Array.from(new Uint8Array(b), (v) => String.fromCharCode(v)).join(''))")
	data := make([]byte, 0, len(text))
	for _, r := range text {
		data = append(data, byte(r))
	}
	return data
}

func TestWithoutStorageTheTrainingGoesOn(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Script: noStorage})
	if s := p.Ready(); len(s.Notices) > 0 {
		t.Errorf("a visitor who has trained nothing is told %v", s.Notices)
	}
	p.long()
	p.Click("#train")
	p.Until("it is said, and the training goes on", func(s State) bool { return s.Says("storage") && s.Step > 5 && s.Phase == "running" })
	if text := p.Text(".notice[data-key=storage]"); !strings.Contains(text, "in this tab only") {
		t.Errorf("the notice says %q", text)
	}
	p.Screenshot("storage")
	p.end()
	if s := p.State(); s.Kept.Stored {
		t.Error("it is said to be stored")
	}
}

// Some versions of Safari never answer. It is said after wasm/bridge/store.Patience, once for looking and once for writing.
func TestAStorageThatNeverAnswersIsSaid(t *testing.T) {
	t.Parallel() // it waits for 20 s
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Alone: true, Script: "IDBFactory.prototype.open = () => ({});"})
	p.Ready()
	p.brief()
	p.Click("#train")
	p.end()
	p.Until("it is said", func(s State) bool { return s.Says("storage") && s.Kept.Trouble == "storage" && !s.Kept.Stored })
	if text := p.Text(".notice[data-key=storage]"); !strings.Contains(text, "in this tab only") || !strings.Contains(text, "has not answered") {
		t.Errorf("the notice says %q", text)
	}
}

func TestWhatTheUserClearsIsWrittenAgain(t *testing.T) {
	t.Parallel() // it waits more than it computes
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Alone: true})
	p.Ready()
	p.long()
	p.kept()
	p.Click("#train")
	p.paused()
	before := p.save()
	_, err := chromedp.Call(p.ctx, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: p.Origin, StorageTypes: "all"})
	p.must(err)
	p.Until("it is kept again", func(s State) bool { return s.Kept.Stored && s.Kept.Trouble == "" })
	p.Reload()
	if s := p.resume(); s.Step != before.Step || s.Checksum != before.Checksum {
		t.Errorf("came back at step %d with %s, want %d with %s", s.Step, s.Checksum, before.Step, before.Checksum)
	}
}
