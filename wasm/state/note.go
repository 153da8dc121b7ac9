package state

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"

	"convlab/engine/drawing"
	"convlab/engine/sharelink"
	"convlab/engine/spec"
)

// note is the page's part of a checkpoint, in addition to the drawing: what the controls show, and what the user looks at.
// The JSON names never change, nor those of drawing.Steps; additions of later builds are ignored.
type note struct {
	Model    spec.Model    `json:"model"` // of the controls
	Training spec.Training `json:"training"`
	Scale    Scale         `json:"scale"`
	Axis     Axis          `json:"axis"`
	Tool     Tool          `json:"tool"`
	Width    float32       `json:"width"`
	Steps    drawing.Steps `json:"steps"`
	Digit    int           `json:"digit"`             // index of the test picture under the drawing, -1 without
	Picture  []byte        `json:"picture,omitempty"` // packed ink of a picture of the visitor's own under the drawing
	Map      chosenMap     `json:"hero"`
	Cell     *spec.Cell    `json:"cell,omitempty"` // the chosen number of Map; nil in notes of builds in which whole maps were chosen
}

// chosenMap is the map of the number that the visitor has chosen: of layer Layer of the model, Map counted from 0.
type chosenMap struct {
	Layer int  `json:"Layer"`
	Map   int  `json:"Map"`
	On    bool `json:"On"`
}

// note describes the page.
func (s *State) note() json.RawMessage {
	n := note{
		Model: s.shown(), Training: s.Draft.Training, Scale: s.Selection.Scale, Axis: s.Selection.Axis,
		Tool: s.Pad.Tool, Width: s.Pad.Width, Steps: s.Pad.Steps, Digit: -1,
	}
	if s.Pad.Digit != nil {
		n.Digit = s.Pad.Digit.Index
	}
	if s.Pad.Picture != nil {
		n.Picture = s.Pad.Picture.packed
	}
	if number := s.Route.Chosen(); number.On && s.Route.fixed {
		n.Map, n.Cell = chosenMap{number.Layer, number.Cell.Channel, true}, &number.Cell
	}
	text, err := json.Marshal(n)
	if err != nil { // a number that JSON cannot hold, which no control takes
		return nil
	}
	return text
}

// readNote reads a note from a file, which may come from anywhere, or from a later
// build. d is nil if the controls cannot show its network.
func readNote(text json.RawMessage) (n note, d *Settings, err error) {
	if err := json.Unmarshal(text, &n); err != nil {
		return note{}, nil, fmt.Errorf("state: note of a page: %w", err)
	}
	if err := spec.CheckRun(n.Model, n.Training); err != nil {
		return note{}, nil, fmt.Errorf("state: note of a page: %w", err)
	}
	if settings, ok := FromModel(n.Model, n.Training); ok {
		d = &settings
	}
	if n.Map.Layer < 0 || n.Map.Map < 0 {
		return note{}, nil, fmt.Errorf("state: note of a page: expected a map counted from 0, received map %d of layer %d", n.Map.Map, n.Map.Layer)
	}
	known := n.Scale.known() && (n.Axis == Epochs || n.Axis == Seconds) &&
		(n.Tool == Pen || n.Tool == Eraser)
	if !known || !(n.Width >= MinPen && n.Width <= MaxPen) || n.Digit < -1 || n.Digit >= spec.TestExamples {
		return note{}, nil, fmt.Errorf("state: note of a page: expected known choices, received scale %.20q, axis %.20q, tool %.20q, width %v, digit %d",
			n.Scale, n.Axis, n.Tool, n.Width, n.Digit)
	}
	if len(n.Picture) == 0 {
		n.Picture = nil
	} else if err := unpackInk(n.Picture, new(drawing.Raster)); err != nil || n.Digit >= 0 {
		return note{}, nil, fmt.Errorf("state: note of a page: expected a test picture, or one that can be unpacked, received test picture %d and one of %d bytes (%v)", n.Digit, len(n.Picture), err)
	}
	return n, d, nil
}

// applyNote sets up the page as a note says. The settings wait for the network, and the chosen number for its route.
func (s *State) applyNote(n note, d drawing.Drawing) []Command {
	s.Selection.Scale, s.Selection.Axis, s.link.unchosen = n.Scale, n.Axis, n.chosen(d)
	list := s.draws(func(p *Pad) { p.applyNote(n, d) })
	if n.Digit >= 0 {
		s.Pad.awaited = nil // the trainer answers the newest question only
		s.Pad.over, s.Pad.under = d, n.Digit
		list = append(list, s.askDigit(n.Digit, -1)...)
	}
	return list
}

// chosen returns the chosen number as that of a link, or nil. Of a map that was chosen as a whole it is the number in the middle.
func (n *note) chosen(d drawing.Drawing) *sharelink.Content {
	shapes, err := n.Model.Shapes()
	if err != nil || !n.Map.On || n.Map.Layer >= len(shapes) || n.Picture != nil {
		return nil
	}
	cell := spec.Cell{Row: shapes[n.Map.Layer].H / 2, Column: shapes[n.Map.Layer].W / 2, Channel: n.Map.Map}
	if n.Cell != nil {
		cell = *n.Cell
	}
	c := &sharelink.Content{Model: n.Model, Drawing: d, Number: sharelink.Number{On: true, Layer: n.Map.Layer, Cell: cell}}
	if n.Digit >= 0 {
		c.Digit = sharelink.Digit{On: true, Index: n.Digit}
	}
	return c
}

func (p *Pad) applyNote(n note, d drawing.Drawing) {
	p.Tool, p.Width, p.Steps = n.Tool, n.Width, n.Steps
	p.dropAwaited()
	p.put(padContent{drawing: d})
	if len(n.Picture) > 0 {
		p.Picture = &Picture{packed: n.Picture}
	}
	p.cleared, p.gesture, p.Example.over = nil, gesture{}, true
	p.repaint()
}

// packInk compresses the ink of a pad, a byte for each pixel, for a note: most of
// it is paper.
func packInk(ink []byte) ([]byte, error) {
	if want := len(drawing.Raster{}.Pix); len(ink) != want {
		return nil, fmt.Errorf("expected ink for %d pixels of the pad, received %d", want, len(ink))
	}
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write(ink); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

// unpackInk decompresses ink onto a pad. It may come from anywhere: no more is
// decompressed than a pad holds. After an error the caller must clear the pad.
func unpackInk(packed []byte, to *drawing.Raster) error {
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return fmt.Errorf("expected the packed ink of a picture: %w", err)
	}
	if _, err := io.ReadFull(r, to.Pix[:]); err != nil {
		return fmt.Errorf("expected ink for %d pixels of the pad: %w", len(to.Pix), err)
	}
	if n, err := r.Read(make([]byte, 1)); n > 0 || err != io.EOF {
		return fmt.Errorf("expected ink for %d pixels of the pad and nothing behind it", len(to.Pix))
	}
	return nil
}
