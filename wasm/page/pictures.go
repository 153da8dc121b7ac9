//go:build js && wasm

package main

import (
	"errors"

	"convlab/engine/picture"
	"convlab/wasm/bridge/decoder"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
)

// pictures has workers read the user's pictures, one at a time and each in a
// worker of its own.
type pictures struct {
	a      *app
	file   dom.File        // the last
	worker *decoder.Worker // that reads it; nil: none
}

// open tells of a picture by the first bytes of its file.
func (t *pictures) open(f dom.File, head []byte) {
	t.file = f
	t.a.send(state.OpenPicture{Name: f.Name, Size: f.Size, Head: head})
}

// read starts a worker for the last picture, and ends the one before.
func (t *pictures) read(id int) {
	t.stop()
	failed := func(err error) { t.a.send(state.PictureFailed{ID: id, Error: err}) }
	worker, err := decoder.Start(script, t.file, decoder.Handlers{
		Began: func(theirs string) {
			if theirs != build {
				t.stop()
				failed(errors.New("build " + theirs + ", page of build " + build + ": reload the page"))
				return
			}
			t.a.dispatchInBackground(state.PictureBegan{ID: id})
		},
		Read: func(ink []byte) { t.a.send(state.PictureRead{ID: id, Ink: ink}) },
		Refused: func(refusal, reason string) {
			failed(&picture.Error{Refusal: picture.Refusal(refusal), Message: reason})
		},
		Failed: func(reason string) { failed(errors.New(reason)) },
	})
	if err != nil {
		failed(err)
		return
	}
	t.worker = worker
}

// stop ends the worker that reads, if one does.
func (t *pictures) stop() {
	if t.worker != nil {
		t.worker.Close()
		t.worker = nil
	}
}
