//go:build js && wasm

package main

import (
	"time"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// copiedTime is the time for which the button says that the link was copied.
const copiedTime = 2 * time.Second

// copyLink is the button that copies the link, and the dialog that shows it where the browser does not let the page copy.
type copyLink struct {
	button, copy, copied, status *dom.Element
	contents                     *dom.Element // what the link carries, in the menu of a narrow window
	dialog, text                 *dom.Element
	message                      string // after a copy, for screen readers
	reset                        *time.Timer
}

func newCopyLink(a *app) *copyLink {
	button := dom.ByID("copylink")
	t := &copyLink{
		button: button, contents: dom.ByID("linkcontents"), copy: button.First(`[data-t="link.copy"]`), copied: button.First(`[data-t="link.copied"]`), status: dom.ByID("linkstatus"),
		dialog: dom.ByID("linkdialog"), text: dom.ByID("linktext"),
	}
	button.On("click", func(dom.Event) {
		url := dom.Base() + "#" + a.state.Link()
		dom.Copy(url, func(ok bool) {
			if ok {
				t.showCopied(true)
			} else {
				t.showLink(url)
			}
		})
	})
	return t
}

// showCopied says for a while that the link is on the clipboard.
func (t *copyLink) showCopied(copied bool) {
	t.copy.Class("away", copied)
	t.copied.Class("away", !copied)
	if !copied {
		t.status.Text("")
		return
	}
	t.status.Text(t.message)
	if t.reset != nil {
		t.reset.Stop()
	}
	t.reset = time.AfterFunc(copiedTime, func() { t.showCopied(false) })
}

// showLink shows the link, selected.
func (t *copyLink) showLink(url string) {
	t.text.Value(url)
	t.dialog.Open()
	t.text.Select()
}

func (t *copyLink) show(w wording.Words, s *state.State) {
	hint := wording.LinkHint(w, s)
	t.message = w.Format("link.announced") + " " + hint
	t.button.Attr("title", hint)
	t.contents.Text(hint)
}
