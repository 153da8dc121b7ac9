package state

import "convlab/engine/drawing"

// Rest is how long the ink is left alone, in seconds, before it is judged: a
// digit that is being drawn may look like a blot.
const Rest = 0.5

// rest is how long the ink has been left alone.
type rest struct {
	version int     // of the ink at the last Tick, -1 when the pen was down
	since   float64 // Tick that found this version first
	judged  bool
}

// judge is called by every Tick and judges the ink that is there for Rest.
// Timers are not exact: a Tick that is a little early counts.
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
