//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// each runs a script for every record of the page's database in one transaction. The script has key, bytes, abouts and files.
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

func TestADamagedCheckpointIsReplacedByThePreviousOne(t *testing.T) {
	p := Open(t, Visit{W: 1100, H: 700, NoWebGL: true})
	p.Ready()
	p.slowTraining()
	older := p.trainToCheckpoint().Autosave
	p.Until("it has made more steps", func(s State) bool { return s.Step > older.Step }) // it may pause without another one
	p.Click("#train")
	newer := p.Until("it has paused", func(s State) bool {
		return s.Phase == "paused" && s.Autosave.Stored && s.Autosave.Step == s.Step && s.Step > older.Step
	})
	p.damage(false)
	p.Reload()
	s := p.resume()
	if !s.HasNotice("older") || s.Step == 0 || s.Step >= newer.Step {
		t.Errorf("step %d was restored, the newest had %d; notices %v", s.Step, newer.Step, s.Notices)
	}
	p.Screenshot("older")

	p.Run("both damaged: reported, and removed only by choice", func() {
		p.Click("#step")
		p.Until("a step is made and saved", func(now State) bool {
			return now.Step == s.Step+1 && now.Autosave.Stored && now.Autosave.Step == now.Step
		})
		p.damage(true)
		for range 2 { // a reload removes nothing
			p.Reload()
			p.Until("both are offered", func(s State) bool { return s.Ready() && len(s.Autosave.Resumable) == 2 })
			p.Click("#resume")
			s := p.Until("it cannot be read", func(s State) bool { return s.HasNotice("damaged") })
			if s.Origin == "yours" || s.Phase != "idle" {
				p.t.Errorf("there is a %s network now, %s", s.Origin, s.Phase)
			}
		}
		if text := p.Text(".notice[data-key=damaged]"); !strings.Contains(text, "damaged") {
			p.t.Errorf("the notice says %q", text)
		}
		p.Screenshot("damaged")
		p.Click(p.Message("damaged") + " [data-action=remove]")
		p.Until("it is gone", func(s State) bool { return !s.HasNotice("damaged") })
		p.each("throw new Error('a record is left: ' + key);")
		p.Reload()
		if s := p.Ready(); len(s.Autosave.Resumable) != 0 {
			p.t.Error("it is offered again")
		}
	})
}
