package state

import "convlab/engine/drawing"

// prepare makes the network's input. A test picture without strokes is used as it is: MNIST's pictures are prepared.
func (p *Pad) prepare() {
	p.Version++
	p.Verdict = drawing.Digit
	if p.own() {
		p.Used, p.Example.over = true, true
	}
	if p.Digit != nil && len(p.Drawing.Strokes) == 0 {
		p.Seen = drawing.Prepared{}
		p.Pixels = p.Digit.Pixels
	} else {
		p.Seen = p.preparer.Prepare(p.Raster, p.Steps)
		p.Pixels = p.Seen.Pixels[:]
	}
}

// StepPictures are the pictures after each step of the preparation, in its order: crop, even pen, 20 px, centre. After a step that
// is off the picture is the one before; the last is Pixels. Crop shows only where 20 px is on. A test picture is prepared: without
// strokes over it, all are the same.
func (p *Pad) StepPictures() (list [4][]float32) {
	if p.Seen.Empty || p.Seen.Scale == 0 {
		return [4][]float32{p.Pixels, p.Pixels, p.Pixels, p.Pixels}
	}
	all := p.Steps
	before := drawing.Steps{Crop: all.Crop}
	list[3] = p.Pixels
	for i, next := range [3]drawing.Steps{
		before,
		{Crop: all.Crop, Width: all.Width},
		{Crop: all.Crop, Width: all.Width, Scale: all.Scale},
	} {
		switch {
		case next == all:
			list[i] = p.Pixels
		case i > 0 && next == before:
			list[i] = list[i-1]
		default:
			prepared := p.preparer.Prepare(p.Raster, next)
			list[i] = prepared.Pixels[:]
		}
		before = next
	}
	return list
}

// Rest is the time in seconds for which the ink must not change before it is judged: a
// digit that is being drawn may look like a blot.
const Rest = 0.5

// rest measures the time for which the ink has not changed.
type rest struct {
	version int     // of the ink at the last Tick, -1 when the pen was down
	since   float64 // Tick that found this version first
	judged  bool
}

// judge judges ink that has not changed for Rest; every Tick calls it. Timers are
// not exact: a Tick that is a little early counts.
func (p *Pad) judge(now float64) {
	r := &p.rest
	switch {
	case p.gesture.down:
		*r = rest{version: -1}
		return
	case p.Version != r.version:
		*r = rest{version: p.Version, since: now}
		return
	case r.judged || now-r.since < 0.9*Rest:
		return
	}
	r.judged = true
	seen := &p.Seen
	if all := drawing.AllSteps(); p.Steps != all || seen.Ink.Empty() { // an untouched test picture is not prepared
		prepared := p.preparer.Prepare(p.Raster, all)
		seen = &prepared
	}
	p.Verdict = drawing.Judge(p.Raster, seen)
}
