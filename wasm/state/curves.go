package state

import "convlab/engine/wire"

// pastCurves keeps the curves of the latest run and of the run before it. They
// outlive Run.Scores, which is emptied when other weights replace the trained ones.
type pastCurves struct {
	latest   []wire.Score // of the newest run that has points
	previous []wire.Score // of the run before
	begun    bool         // a run after latest has begun and has no points yet
}

// continues reports whether curves that are sent from their start are those of the
// latest run, after a rollback or from a checkpoint.
func (p *pastCurves) continues(m wire.Scores) bool { return m.Rollback || shared(m.Points, p.latest) }

// follow records a message, after which the page shows the curves shown.
func (p *pastCurves) follow(m wire.Scores, shown []wire.Score) {
	if m.First {
		p.begun = !p.continues(m)
	}
	if p.begun && len(m.Points) == 0 {
		return
	}
	if m.First && p.begun && shared(m.Points, p.previous) { // it was restored: the two are swapped
		p.previous = p.latest
	} else if p.begun {
		p.previous = longer(p.latest, p.previous)
	}
	p.latest, p.begun = shown, false
}

// PreviousScores are the curves of the run before the one that is shown, of this
// visit. They stay when other weights replace that run. A run of less than an
// epoch does not displace a longer one.
func (r *Run) PreviousScores() []wire.Score {
	if p := r.past; p.begun || len(r.Scores) == 0 {
		return longer(p.latest, p.previous)
	}
	return r.past.previous
}

// longer is the newer of two runs, or the older one if only that has a whole epoch.
func longer(newer, older []wire.Score) []wire.Score {
	epochs := func(points []wire.Score) float64 {
		if len(points) == 0 {
			return 0
		}
		return points[len(points)-1].Epoch
	}
	if len(newer) == 0 || epochs(newer) < 1 && epochs(older) >= 1 {
		return older
	}
	return newer
}

// shared reports whether two curves have a point in common, to the precision of
// files. The seconds of two runs are never the same.
func shared(a, b []wire.Score) bool {
	type point struct {
		set                  wire.Set
		epoch, seconds, loss float32
	}
	of := func(p wire.Score) point { return point{p.Set, float32(p.Epoch), float32(p.Seconds), float32(p.Loss)} }
	known := map[point]bool{}
	for _, p := range a {
		known[of(p)] = true
	}
	for _, p := range b {
		if known[of(p)] {
			return true
		}
	}
	return false
}

// maxScores bounds the curves: a screen has fewer pixels.
const maxScores = 4000

// thinned leaves out every second training score of the older half if there are
// too many. Test scores are few and stay.
func thinned(scores []wire.Score) []wire.Score {
	if len(scores) <= maxScores {
		return scores
	}
	kept := scores[:0]
	for i, p := range scores {
		if i >= maxScores/2 || i%2 == 0 || p.Set == wire.TestSet {
			kept = append(kept, p)
		}
	}
	return kept
}
