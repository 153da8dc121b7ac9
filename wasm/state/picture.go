package state

import (
	"errors"
	"fmt"

	"convlab/engine/drawing"
	pictures "convlab/engine/picture"
)

// Events about a picture of the visitor's own.
type (
	// OpenPicture is a picture that the user chose, dropped or pasted, by its first
	// bytes: up to picture.HeadBytes of Size. The others tell of the worker that
	// ReadPicture has started: its program runs; it has read the picture; it has
	// not and ended. Error is a *picture.Error where the picture is the reason.
	OpenPicture struct {
		Name string
		Size int64
		Head []byte
	}
	PictureBegan struct{ ID int }
	PictureRead  struct {
		ID  int
		Ink []byte // of the whole pad, row by row, 0 to 255
	}
	PictureFailed struct {
		ID    int
		Error error
	}
)

// Commands for the worker that reads a picture. ReadPicture starts one for the
// picture of the last OpenPicture, and ends the one before. StopPicture ends it.
type (
	ReadPicture struct{ ID int }
	StopPicture struct{}
)

// Picture is a picture of the visitor's own that lies on the pad, as ink.
// Strokes drawn over it come on top.
type Picture struct {
	packed []byte     // the ink, by packInk
	before padContent // what it took the place of; nothing after a reload
}

// maxBefore is the number of pictures that Undo takes away one after the other.
const maxBefore = 20

// PictureTime is the number of seconds that a worker may take to read a picture. The time
// until it has started is not counted: its program may have to be loaded.
const PictureTime = 10

// incoming is a picture that a worker is reading.
type incoming struct {
	id    int // of the ReadPicture
	name  string
	since float64 // on the page's clock
	begun bool    // the worker has started
}

// Incoming is the name of the picture that is being read, and whether one is.
func (p *Pad) Incoming() (name string, ok bool) {
	if p.incoming == nil {
		return "", false
	}
	return p.incoming.name, true
}

// openPicture has a picture read if its kind can be, in place of another one that
// is being read. The pad stays as it is until the picture has been read.
func (p *Pad) openPicture(e OpenPicture, now float64, n *Notices) []Command {
	n.dismissFiles()
	n.dismissPictures()
	if kind, err := pictures.Check(e.Head, e.Size); err != nil {
		n.refusePicture(e.Name, kind, err)
		return nil
	}
	p.pictures++
	p.incoming = &incoming{id: p.pictures, name: e.Name, since: now}
	return []Command{ReadPicture{ID: p.pictures}}
}

// pictureBegan handles that a worker's program has started.
func (p *Pad) pictureBegan(id int, now float64) {
	if in := p.incoming; in != nil && in.id == id && !in.begun {
		in.begun, in.since = true, now
	}
}

// pictureRead puts a picture on the pad. One Undo removes it and brings back what
// it replaced.
func (p *Pad) pictureRead(e PictureRead, n *Notices) {
	if p.incoming == nil || p.incoming.id != e.ID {
		return
	}
	packed, err := packInk(e.Ink)
	if err != nil {
		p.pictureFailed(PictureFailed{ID: e.ID, Error: err}, n)
		return
	}
	p.incoming = nil
	p.dropAwaited()
	p.Picture = &Picture{packed: packed, before: p.content()}
	last := p.Picture
	for range maxBefore {
		if last = last.before.picture; last == nil {
			break
		}
	}
	if last != nil {
		last.before = padContent{}
	}
	p.Drawing, p.Digit, p.gesture = drawing.Drawing{}, nil, gesture{}
	p.repaint()
}

// pictureFailed says why a picture was not read. Its worker has ended.
func (p *Pad) pictureFailed(e PictureFailed, n *Notices) {
	if p.incoming == nil || p.incoming.id != e.ID {
		return
	}
	name := p.incoming.name
	p.incoming = nil
	n.refusePicture(name, pictures.None, e.Error)
}

// pictureLate ends a worker that takes too long. One that has not started may
// still be loading its program.
func (p *Pad) pictureLate(slept bool, now float64, n *Notices) []Command {
	in := p.incoming
	if in == nil {
		return nil
	}
	if slept {
		in.since = now
	}
	key, most := "late", float64(PictureTime)
	if !in.begun {
		key, most = "failed", StartTimeout
	}
	if now-in.since <= most {
		return nil
	}
	p.incoming = nil
	n.add(Notice{Key: pictureNotice + key, What: in.name})
	return []Command{StopPicture{}}
}

// pictureNotice is the prefix of the keys of notices about pictures.
const pictureNotice = "picture_"

// refusePicture says why a picture is not read, and what to do, with details
// where they say more than the page's own words.
func (n *Notices) refusePicture(name string, kind pictures.Kind, err error) {
	notice := Notice{Key: pictureNotice + "failed", What: name, Message: err.Error()}
	var refused *pictures.Error
	if errors.As(err, &refused) {
		notice.Key = pictureNotice + string(refused.Refusal)
		switch refused.Refusal {
		case pictures.OtherKind, pictures.NoInk, pictures.Several:
			notice.Message = ""
		}
	}
	switch {
	case kind == pictures.HEIC:
		notice.Key = pictureNotice + "heic"
	case kind != pictures.None && !kind.Readable():
		notice.What = fmt.Sprintf("%s (%s)", name, kind)
	}
	n.add(notice)
}
