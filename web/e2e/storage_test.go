//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

func TestIfStorageIsFullTheTrainingContinuesAndTheLastCheckpointStays(t *testing.T) {
	for _, when := range []string{"at once", "late"} {
		t.Run(when, func(t *testing.T) { withoutRoom(t, when) })
	}
}

func withoutRoom(t *testing.T, when string) {
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Script: fullStorage})
	p.Ready()
	p.slowTraining()
	p.trainToCheckpoint()
	p.Click("#train")
	p.paused()
	good := p.saveNow()

	Eval[string](p, "globalThis.full = '"+when+"'")
	p.Click("#continue")
	p.Until("it is reported, and the training continues", func(s State) bool { return s.HasNotice("quota") && (s.Step > good.Step || s.Epoch > 0) })
	if text := p.Text("#autosave"); text != "not saved: only in this tab" {
		t.Errorf("the text next to the progress is %q", text)
	}
	p.Screenshot("quota")
	file := p.downloaded(".notice[data-key=quota] [data-action=download]")
	p.Panel("layers")
	weights := Eval[int](p, "+document.getElementById('totalweights').textContent.replaceAll(',', '')")
	// rmsprop stores one number for each weight, and both have four bytes.
	if weights == 0 || len(file) < 2*4*weights || !strings.Contains(string(file[:4096]), "convlab checkpoint 1") {
		t.Errorf("the download has %d bytes and is not a checkpoint", len(file))
	}
	p.Click(p.Message("quota") + " button:not([data-action])")
	p.finish()
	if p.State().HasNotice("quota") {
		t.Error("it is reported twice")
	}
	p.Reload()
	if s := p.resume(); s.Step < good.Step {
		t.Errorf("restored at step %d, step %d was saved", s.Step, good.Step)
	}
}

// fullStorage makes IndexedDB fail with a full storage, depending on globalThis.full: "at once" in put, or "late", when all was put
// and the transaction is aborted. The DevTools protocol can override the quota, but that has no effect in current browsers.
const fullStorage = `{
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

// downloaded clicks and returns the bytes of the file that the page downloads.
func (p *Page) downloaded(selector string) []byte {
	p.t.Helper()
	Eval[bool](p, `(() => {
		const create = URL.createObjectURL;
		URL.createObjectURL = (blob) => { globalThis.download = blob; URL.createObjectURL = create; return create(blob); };
		return true;
	})()`)
	p.Click(selector)
	p.WaitFor("globalThis.download")
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
		t.Errorf("before any training there are notices: %v", s.Notices)
	}
	p.slowTraining()
	p.Click("#train")
	p.Until("it is reported, and the training continues", func(s State) bool { return s.HasNotice("storage") && s.Step > 5 && s.Phase == "running" })
	if text := p.Text(".notice[data-key=storage]"); !strings.Contains(text, "in this tab only") {
		t.Errorf("the notice says %q", text)
	}
	p.Screenshot("storage")
	p.finish()
	if s := p.State(); s.Autosave.Stored {
		t.Error("it is reported as stored")
	}
}

// Some versions of Safari never answer. It is reported after wasm/bridge/store.Timeout, once for the list and once for the write.
func TestAStorageThatNeverAnswersIsReported(t *testing.T) {
	t.Parallel() // it waits for 20 s
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Alone: true, Script: "IDBFactory.prototype.open = () => ({});"})
	p.Ready()
	p.shortTraining()
	p.Click("#train")
	p.finish()
	p.Until("it is reported", func(s State) bool {
		return s.HasNotice("storage") && s.Autosave.Trouble == "storage" && !s.Autosave.Stored
	})
	if text := p.Text(".notice[data-key=storage]"); !strings.Contains(text, "in this tab only") || !strings.Contains(text, "has not answered") {
		t.Errorf("the notice says %q", text)
	}
}

func TestClearedStorageIsWrittenAgain(t *testing.T) {
	t.Parallel() // it mostly waits
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true, Alone: true})
	p.Ready()
	p.slowTraining()
	p.trainToCheckpoint()
	p.Click("#train")
	p.paused()
	before := p.saveNow()
	_, err := chromedp.Call(p.ctx, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: p.Origin, StorageTypes: "all"})
	p.must(err)
	p.WaitFor("indexedDB.databases().then((all) => all.some(({ name }) => name === 'convlab'))") // the page has noticed
	p.Until("it is saved again", func(s State) bool { return s.Autosave.Stored && s.Autosave.Trouble == "" })
	p.Reload()
	if s := p.resume(); s.Step != before.Step || s.Checksum != before.Checksum {
		t.Errorf("restored at step %d with %s, want %d with %s", s.Step, s.Checksum, before.Step, before.Checksum)
	}
}
