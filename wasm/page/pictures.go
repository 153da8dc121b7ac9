//go:build js && wasm

package main

import (
	"errors"

	"convlab/engine/picture"
	"convlab/wasm/bridge/decoder"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
)

// pictures reads the user's pictures, one at a time and each in a worker of its own.
type pictures struct {
	a      *app
	file   dom.File        // the last one
	worker *decoder.Worker // reads it; nil: none does
}

// open dispatches a picture with the first bytes of its file.
func (t *pictures) open(f dom.File, head []byte) {
	t.file = f
	t.a.send(state.OpenPicture{Name: f.Name, Size: f.Size, Head: head})
}

// read starts a worker for the last picture, and ends the previous worker.
func (t *pictures) read(id int) {
	t.stop()
	failed := func(err error) { t.a.send(state.PictureFailed{ID: id, Error: err}) }
	worker, err := decoder.Start(workerScript, t.file, decoder.Handlers{
		Began: func(of string) {
			if of != build {
				t.stop()
				failed(errors.New("build " + of + ", page of build " + build + ": reload the page"))
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

// stop ends the worker.
func (t *pictures) stop() {
	if t.worker != nil {
		t.worker.Close()
		t.worker = nil
	}
}
