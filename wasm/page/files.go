//go:build js && wasm

package main

import (
	"convlab/engine/picture"
	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// files is the panel for saving and opening files. A file that is dropped or pasted anywhere on the page is opened, too.
type files struct {
	a             *app
	panel         *dom.Element
	fileField     *dom.Element // asks for a file
	pictureField  *dom.Element // asks for a picture
	dropHint      *dom.Element // while a file is over the page
	saves         []*dom.Element
	saveTraining  *dom.Element
	open          *dom.Element
	status        *dom.Element
	previous      *dom.Element // restores the previous network
	aboutPrevious *dom.Element
}

func newFiles(a *app) *files {
	t := &files{
		a: a, panel: dom.ByID("file"), fileField: dom.ByID("filefield"), pictureField: dom.ByID("picturefield"), dropHint: dom.ByID("drop"),
		saveTraining: dom.ByID("savetraining"), open: dom.ByID("openfile"), status: dom.ByID("filestatus"),
		previous: dom.ByID("restoreprevious"), aboutPrevious: dom.ByID("aboutprevious"),
	}
	t.previous.On("click", func(dom.Event) {
		t.panel.Dismiss()
		a.send(state.RestorePrevious{})
	})
	t.open.On("click", func(dom.Event) { t.fileField.Choose() })
	dom.ByID("openpicture").On("click", func(dom.Event) { t.pictureField.Choose() })
	for _, field := range []*dom.Element{t.fileField, t.pictureField} {
		field.On("change", func(dom.Event) { t.openChosen(field.Chosen()) })
	}
	for id, form := range map[string]wire.Format{"savemodel": wire.FormatModel, "saveonnx": wire.FormatONNX} {
		button := dom.ByID(id)
		button.On("click", func(dom.Event) { a.send(state.SaveFile{Form: form}) })
		t.saves = append(t.saves, button)
	}
	t.saveTraining.On("click", func(dom.Event) { a.send(state.SaveFile{Form: wire.FormatCheckpoint}) })
	dom.OnDrop(dom.Drops{
		Over: func(on bool) { t.dropHint.Flag("hidden", !on) },
		Drop: t.openChosen,
	})
	dom.OnPaste(t.openChosen)
	return t
}

// openChosen opens the file that was chosen, dropped or pasted. By its first bytes it is a picture or a network. It does not read
// a file that is too large.
func (t *files) openChosen(list []dom.File) {
	if len(list) == 0 { // the user cancelled the dialog
		return
	}
	t.panel.Dismiss() // a notice reports the result
	list[0].Head(picture.HeadBytes, func(head []byte) {
		if len(list) == 1 && picture.KindOf(head) != picture.None {
			t.a.pictures.open(list[0], head)
			return
		}
		t.openNetwork(list)
	})
}

// openNetwork opens a file that is not a picture.
func (t *files) openNetwork(list []dom.File) {
	sizes := make([]int64, len(list))
	for i, f := range list {
		sizes[i] = f.Size
	}
	f := list[0]
	if err := state.CheckFiles(sizes...); err != nil {
		t.a.send(state.FileFailed{Name: f.Name, Message: err.Error()})
		return
	}
	f.Read(func(data []byte, reason string) {
		if reason != "" {
			t.a.send(state.FileFailed{Name: f.Name, Message: reason})
			return
		}
		t.a.send(state.OpenFile{Name: f.Name, Bytes: data})
	})
}

func (t *files) show(w wording.Words, s *state.State) {
	f := s.Files
	unavailable := s.Worker.Status != state.Alive || s.Network.Serial == 0
	for _, b := range t.saves {
		b.Aria("disabled", unavailable)
	}
	t.saveTraining.Aria("disabled", s.Autosave.File == nil)
	t.previous.Flag("hidden", s.Previous.Network == nil)
	t.aboutPrevious.Flag("hidden", s.Previous.Network == nil)
	if s.Previous.Network != nil {
		t.previous.Text(wording.RestorePrevious(w, s.Previous.Network))
	}
	switch {
	case f.Opening != "":
		t.status.Text(w.Format("file.opening", "name", f.Opening))
	case f.Saved != "":
		t.status.Text(w.Format("file.saved", "name", f.Saved, "size", wording.Megabytes(int64(f.Size))))
	default:
		t.status.Text("")
	}
}
