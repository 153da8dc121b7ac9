package state

import (
	"errors"
	"fmt"

	"convlab/engine/drawing"
	pictures "convlab/engine/picture"
)

// Picture is a picture of the visitor's own that lies on the pad, as ink.
// Strokes drawn over it come on top.
type Picture struct {
	packed []byte     // the ink, by packInk
	before padContent // what it took the place of; nothing after a reload
}

// maxBefore is how many pictures Undo takes away one after the other.
const maxBefore = 20

// PictureTime is how many seconds a worker may take to read a picture. The time
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

// openPicture has a picture read that can be, in the place of another one that
// is being read. What lies on the pad stays until it has come.
func (s *State) openPicture(e OpenPicture) []Command {
	s.Notices.dismissFiles()
	s.Notices.dismissPictures()
	if kind, err := pictures.Check(e.Head, e.Size); err != nil {
		s.Notices.refusePicture(e.Name, kind, err)
		return nil
	}
	s.Pad.pictures++
	s.Pad.incoming = &incoming{id: s.Pad.pictures, name: e.Name, since: s.clock}
	return []Command{ReadPicture{ID: s.Pad.pictures}}
}

// pictureBegan learns that a worker's program has started.
func (s *State) pictureBegan(id int) {
	if n := s.Pad.incoming; n != nil && n.id == id && !n.begun {
		n.begun, n.since = true, s.clock
	}
}

// pictureRead puts a picture on the pad. One Undo takes it away and gives back
// what was there.
func (s *State) pictureRead(e PictureRead) []Command {
	if s.Pad.incoming == nil || s.Pad.incoming.id != e.ID {
		return nil
	}
	packed, err := packInk(e.Ink)
	if err != nil {
		s.pictureFailed(PictureFailed{ID: e.ID, Error: err})
		return nil
	}
	s.Pad.incoming = nil
	s.Pad.dropAwaited()
	p := &s.Pad
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
	p.Drawing, p.Digit, s.Pad.gesture = drawing.Drawing{}, nil, gesture{}
	return s.repaint()
}

// pictureFailed says why a picture was not read. Its worker has ended.
func (s *State) pictureFailed(e PictureFailed) {
	if s.Pad.incoming == nil || s.Pad.incoming.id != e.ID {
		return
	}
	name := s.Pad.incoming.name
	s.Pad.incoming = nil
	s.Notices.refusePicture(name, pictures.None, e.Error)
}

// pictureLate ends a worker that takes too long. One that has not started may
// still have to load its program.
func (s *State) pictureLate(slept bool) []Command {
	n := s.Pad.incoming
	if n == nil {
		return nil
	}
	if slept {
		n.since = s.clock
	}
	key, most := "late", float64(PictureTime)
	if !n.begun {
		key, most = "failed", Late
	}
	if s.clock-n.since <= most {
		return nil
	}
	s.Pad.incoming = nil
	s.Notices.add(Notice{Key: pictureNotice + key, What: n.name})
	return []Command{StopPicture{}}
}

// pictureNotice begins the keys of what is said of pictures.
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
