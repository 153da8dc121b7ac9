//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// each does something with every record of the page's database, given its key, its bytes and both stores: in one transaction.
func (p *Page) each(do string) {
	p.t.Helper()
	Eval[bool](p, `new Promise((done, failed) => {
		const open = indexedDB.open('convlab');
		open.onerror = () => failed(open.error);
		open.onsuccess = () => {
			const t = open.result.transaction(['abouts', 'files'], 'readwrite'), abouts = t.objectStore('abouts'), files = t.objectStore('files');
			const keys = abouts.getAllKeys();
			keys.onsuccess = () => { for (const key of keys.result) { const file = files.get(key); file.onsuccess = () => { const bytes = file.result; `+do+` }; } };
			t.oncomplete = () => { open.result.close(); done(true); };
			t.onabort = () => failed(t.error);
		};
	})`)
}

// damage flips a bit in the middle of records: of all, or of the newest only.
func (p *Page) damage(all bool) {
	p.t.Helper()
	p.each("abouts.get(key).onsuccess = (e) => { (globalThis.times ??= {})[key] = JSON.parse(e.target.result).time; };")
	condition := "times[key] === Math.max(...Object.values(times))"
	if all {
		condition = "true"
	}
	p.each("if (" + condition + ") { bytes[bytes.length >> 1] ^= 1; files.put(bytes, key); }")
}

func TestADamagedCheckpointGivesWayToTheOneBefore(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true})
	p.Ready()
	p.long()
	older := p.kept().Kept
	p.Click("#train")
	newer := p.Until("it has paused", func(s State) bool {
		return s.Phase == "paused" && s.Kept.Stored && s.Kept.Step == s.Step && s.Step > older.Step
	})
	p.damage(false)
	p.Reload()
	s := p.resume()
	if !s.Says("older") || s.Step == 0 || s.Step >= newer.Step {
		t.Errorf("step %d came back, the newest had %d; notices %v", s.Step, newer.Step, s.Notices)
	}
	p.Screenshot("older")

	p.Run("both damaged: said, and removed only by choice", func() {
		p.Click("#step")
		p.Until("a step is made and kept", func(now State) bool { return now.Step == s.Step+1 && now.Kept.Stored && now.Kept.Step == now.Step })
		p.damage(true)
		for range 2 { // a reload alone removes nothing
			p.Reload()
			p.Until("it is offered", func(s State) bool { return s.Ready() && len(s.Kept.Offer) == 2 })
			p.Click("#resume")
			s := p.Until("it cannot be read", func(s State) bool { return s.Says("damaged") })
			if s.Origin == "yours" || s.Phase != "idle" {
				p.t.Errorf("there is a %s network now, %s", s.Origin, s.Phase)
			}
		}
		if text := p.Text(".notice[data-key=damaged]"); !strings.Contains(text, "damaged") {
			p.t.Errorf("the notice says %q", text)
		}
		p.Screenshot("damaged")
		p.Click(".notice[data-key=damaged] [data-act=remove]")
		p.Until("it is gone", func(s State) bool { return !s.Says("damaged") })
		p.each("throw new Error('a record is left: ' + key);")
		p.Reload()
		if s := p.Ready(); len(s.Kept.Offer) != 0 {
			p.t.Error("it is offered again")
		}
	})
}

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

func TestOneOfTwoTabsTrains(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 700})
	p.Ready()
	p.long()
	p.kept()
	q := p.Tab(Visit{W: 1100, H: 700, Script: "globalThis.asked = 0; confirm = () => { asked++; return true; }"})
	if s := q.Ready(); len(s.Kept.Offer) > 0 {
		t.Error("the training of an open tab is offered to another")
	}
	q.Click("#train")
	s := q.Until("it says why it does not train", func(s State) bool { return s.Says("tabs") })
	if s.Phase != "idle" {
		t.Errorf("it is %s", s.Phase)
	}
	q.Screenshot("tabs")
	if s := q.Draw(digits(t)[3]); s.Prediction != 3 {
		t.Errorf("the three was read as %d", s.Prediction)
	}
	if s := p.State(); s.Phase != "running" && s.Phase != "testing" && s.Phase != "finished" {
		t.Errorf("the first tab is %s", s.Phase)
	}
	chromedp.Call(p.ctx, page.Close, cdp.Empty{}) // its own answer may be lost with it
	q.WaitFor("navigator.locks.query().then((locks) => locks.held.length === 0)")
	q.Click("#train")
	q.Until("it trains, and is offered what the closed tab has left", func(s State) bool {
		return s.Phase == "running" && s.Step > 0 && !s.Says("tabs") && len(s.Kept.Offer) > 0
	})
	q.Click("#train")
	q.paused()
	if s := q.resume(); s.Training.Examples != 6000 {
		t.Errorf("what came back is %+v", s.Training)
	}
	if n := Eval[int](q, "asked"); n > 0 {
		t.Errorf("the page asked %d times", n)
	}
}
