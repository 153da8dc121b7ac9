//go:build js && wasm

package main

import (
	"time"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// copiedFor is how long the button tells that the link was copied.
const copiedFor = 2 * time.Second

// share is the button that copies the link, and the dialog that shows it where
// the browser lets no page copy.
type share struct {
	button                  *dom.Element
	copy, copied, announced *dom.Element
	carries                 *dom.Element // what the link carries, in the menu of a narrow window
	dialog, text            *dom.Element
	said                    string // what is told when the link was copied
	again                   *time.Timer
}

func newShare(a *app) *share {
	button := dom.ByID("copylink")
	t := &share{
		button: button, carries: dom.ByID("linkcarries"),
		copy: button.First(`[data-t="link.copy"]`), copied: button.First(`[data-t="link.copied"]`), announced: dom.ByID("linksaid"),
		dialog: dom.ByID("linkdialog"), text: dom.ByID("linktext"),
	}
	button.On("click", func(dom.Event) {
		url := dom.Base() + "#" + a.state.Link()
		dom.Copy(url, func(ok bool) {
			if ok {
				t.say(true)
			} else {
				t.offer(url)
			}
		})
	})
	return t
}

// say tells for a while that the link is on the clipboard.
func (t *share) say(copied bool) {
	t.copy.Class("away", copied)
	t.copied.Class("away", !copied)
	if !copied {
		t.announced.Text("")
		return
	}
	t.announced.Text(t.said)
	if t.again != nil {
		t.again.Stop()
	}
	t.again = time.AfterFunc(copiedFor, func() { t.say(false) })
}

// offer shows the link, selected.
func (t *share) offer(url string) {
	t.text.Value(url)
	t.dialog.Open()
	t.text.Select()
}

func (t *share) show(w wording.Words, s *state.State) {
	t.said = w.Format("link.said") + " " + wording.LinkHint(w, s)
	t.button.Attr("title", wording.LinkHint(w, s))
	t.carries.Text(wording.LinkHint(w, s))
}
