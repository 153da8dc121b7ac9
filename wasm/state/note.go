package state

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// note is what a checkpoint contains of the page in addition to the drawing: what
// the controls show, and what the user looks at. The JSON names never change, nor
// those of Pick and drawing.Steps; additions of later builds are ignored.
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
	Hero     Pick          `json:"hero"`
	Unfolded []int         `json:"unfolded"`
}

// note describes the page.
func (s *State) note() json.RawMessage {
	n := note{
		Model: s.shown(), Training: s.Draft.Training, Scale: s.Selection.Scale, Axis: s.Selection.Axis,
		Tool: s.Pad.Tool, Width: s.Pad.Width, Steps: s.Pad.Steps, Digit: -1, Hero: s.Selection.FeatureMap,
	}
	if s.Pad.Digit != nil {
		n.Digit = s.Pad.Digit.Index
	}
	if s.Pad.Picture != nil {
		n.Picture = s.Pad.Picture.packed
	}
	for i := range s.Draft.Model().Layers { // in their order: equal pages have equal notes
		if s.Selection.Unfolded[i] {
			n.Unfolded = append(n.Unfolded, i)
		}
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
	if n.Hero.Layer < 0 || n.Hero.Map < 0 {
		return note{}, nil, fmt.Errorf("state: note of a page: expected a map counted from 0, received map %d of layer %d", n.Hero.Map, n.Hero.Layer)
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

// applyNote sets up the page as a note says. The settings wait for the network, as
// does the chosen map, which the network may not have.
func (s *State) applyNote(n note, d drawing.Drawing) []Command {
	s.Selection.applyNote(n)
	list := s.draws(func(p *Pad) { p.applyNote(n, d) })
	if n.Digit >= 0 {
		s.Pad.awaited = nil // the trainer answers the newest question only
		s.Pad.over, s.Pad.under = d, n.Digit
		list = append(list, s.askDigit(n.Digit, -1)...)
	}
	return list
}

func (s *Selection) applyNote(n note) {
	s.Scale, s.Axis = n.Scale, n.Axis
	s.FeatureMap, s.Hover, s.chosenOnce, s.pending = Pick{}, Pick{}, true, n.Hero
	s.Unfolded = map[int]bool{}
	for _, i := range n.Unfolded {
		if i >= 0 && i < len(n.Model.Layers) {
			s.Unfolded[i] = true
		}
	}
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
