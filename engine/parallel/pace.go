package parallel

import (
	"slices"
	"time"
)

const (
	// trial is how many steps are made each way before they are compared, and
	// warming how many of them do not count.
	trial   = 24
	warming = 8
	// settling is how many steps are made by the crew before the first trial: the
	// browser still compiles then, and what is tried first would look slower.
	settling = 100
	// firstTerm is how many steps are then made the faster way. What was found out
	// may have been chance, so that a term is short where the one before found the
	// other way; each that finds the same is twice as long, up to term.
	firstTerm = 250
	term      = 2000
)

// pace finds out whether the crew is faster than the coordinator alone, which
// depends on the network and on what else the machine does. Which way a step is
// made changes no bit.
type pace struct {
	alone bool // how the next step is to be made

	settled int  // steps before the first trial
	phase   int  // 0: a trial of the crew, 1: of the coordinator alone, 2: the term
	made    int  // steps of the phase
	found   bool // by the last trials: alone
	terms   int  // that are over and found the same, one after the other
	last    time.Time
	times   []time.Duration  // from step to step, in a trial
	medians [2]time.Duration // of the last trials
}

// step notes that a step begins.
func (p *pace) step(now time.Time) {
	if p.settled < settling {
		p.settled++
		return
	}
	if p.made++; p.phase < len(p.medians) {
		if p.made > warming {
			p.times = append(p.times, now.Sub(p.last))
		}
		p.last = now
		if p.made <= trial {
			return
		}
		slices.Sort(p.times)
		p.medians[p.phase] = p.times[len(p.times)/2]
	} else if p.made <= p.term() {
		return
	} else {
		p.terms++
	}
	p.phase, p.made, p.times = (p.phase+1)%3, 1, p.times[:0]
	p.last = now
	p.alone = p.phase == 1
	if p.phase == 2 {
		p.alone = p.medians[1] < p.medians[0]
		if p.alone != p.found {
			p.found, p.terms = p.alone, 0
		}
	}
}

// term is how many steps the current term has.
func (p *pace) term() int { return min(firstTerm<<min(p.terms, 10), term) }
