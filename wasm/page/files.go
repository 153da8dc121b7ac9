//go:build js && wasm

package main

import (
	"convlab/engine/picture"
	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// files is the panel of what is saved and opened, and the place that the whole
// page is for a file that is dropped or pasted on it.
type files struct {
	a     *app
	panel *dom.Element
	field *dom.Element // asks for a file
	photo *dom.Element // asks for a picture
	over  *dom.Element // tells that one can be let go
	saves []*dom.Element
	train *dom.Element // saves the training
	open  *dom.Element
	said  *dom.Element
	back  *dom.Element // the network before
	note  *dom.Element // about it
}

func newFiles(a *app) *files {
	t := &files{a: a, panel: dom.ByID("file"), field: dom.ByID("filefield"), photo: dom.ByID("picturefield"), over: dom.ByID("drop"), open: dom.ByID("openfile"), said: dom.ByID("filesaid"), train: dom.ByID("savetraining"), back: dom.ByID("bringback"), note: dom.ByID("bringbacknote")}
	t.back.On("click", func(dom.Event) {
		t.panel.Dismiss()
		a.send(state.RestorePrevious{})
	})
	t.open.On("click", func(dom.Event) { t.field.Choose() })
	dom.ByID("openpicture").On("click", func(dom.Event) { t.photo.Choose() })
	for _, field := range []*dom.Element{t.field, t.photo} {
		field.On("change", func(dom.Event) { t.take(field.Chosen()) })
	}
	for id, form := range map[string]wire.Format{"savemodel": wire.FormatModel, "saveonnx": wire.FormatONNX} {
		button := dom.ByID(id)
		button.On("click", func(dom.Event) { a.send(state.SaveFile{Form: form}) })
		t.saves = append(t.saves, button)
	}
	t.train.On("click", func(dom.Event) { a.send(state.SaveFile{Form: wire.FormatCheckpoint}) })
	dom.OnDrop(dom.Drops{
		Over: func(on bool) { t.over.Flag("hidden", !on) },
		Drop: t.take,
	})
	dom.OnPaste(t.take)
	return t
}

// take opens the file that was chosen, dropped or pasted: a picture, by its first
// bytes, or a network. One that is too large is not read.
func (t *files) take(list []dom.File) {
	if len(list) == 0 { // the choice was called off
		return
	}
	t.panel.Dismiss() // what comes of it is said in the corner
	list[0].Head(picture.HeadBytes, func(head []byte) {
		if len(list) == 1 && picture.KindOf(head) != picture.None {
			t.a.pictures.open(list[0], head)
			return
		}
		t.takeNetwork(list)
	})
}

// takeNetwork opens a file that is no picture.
func (t *files) takeNetwork(list []dom.File) {
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
	away := s.Worker.Status != state.Alive || s.Network.Serial == 0
	for _, b := range t.saves {
		b.Aria("disabled", away)
	}
	t.train.Aria("disabled", s.Autosave.File == nil)
	t.back.Flag("hidden", s.Previous.Network == nil)
	t.note.Flag("hidden", s.Previous.Network == nil)
	if s.Previous.Network != nil {
		t.back.Text(wording.RestorePrevious(w, s.Previous.Network))
	}
	switch {
	case f.Opening != "":
		t.said.Text(w.Format("file.opening", "name", f.Opening))
	case f.Saved != "":
		t.said.Text(w.Format("file.saved", "name", f.Saved, "size", wording.Megabytes(int64(f.Size))))
	default:
		t.said.Text("")
	}
}
