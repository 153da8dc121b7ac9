package parallel

import (
	"slices"
	"time"
)

const (
	// settling is how many steps are made by the crew before the first trial: the
	// browser still compiles then, and what is tried first would look slower.
	settling = 100
	// A trial is rounds of each way in turn, so that what comes and goes does not
	// hit one of them only. A round is roundSteps, and the first do not count.
	rounds, roundSteps, warming = 4, 6, 1
	// firstTerm is how many steps are then made the faster way. A term is short
	// where the one before went the other way; each that finds the same is twice as
	// long, up to term.
	firstTerm = 250
	term      = 2000
)

// pace finds out whether the crew is faster than the coordinator alone, which
// depends on the network and on what else the machine does. A trial that finds
// another way than the one before may have been chance: it is made again, and
// believed when both find the same. Which way a step is made changes no bit.
type pace struct {
	alone bool // how the next step is to be made

	settled int  // steps before the first trial
	round   int  // of the trial: even ones are the crew's; 2*rounds: the term
	made    int  // steps of the round, or of the term
	found   bool // what is believed: alone
	doubted bool // by the last trial, so that there is another
	terms   int  // that are over since it is believed
	last    time.Time
	times   [2][]time.Duration // from step to step, in a trial: the crew's, and alone
}

// step notes that a step begins.
func (p *pace) step(now time.Time) {
	if p.settled < settling {
		p.settled++
		return
	}
	p.made++
	if p.round == 2*rounds {
		if p.made <= p.term() {
			return
		}
		p.terms++
		p.begin(now)
		return
	}
	if p.made > 1+warming {
		way := p.round % 2
		p.times[way] = append(p.times[way], now.Sub(p.last))
	}
	p.last = now
	if p.made <= roundSteps {
		return
	}
	p.round, p.made = p.round+1, 1
	if p.alone = p.round%2 == 1; p.round == 2*rounds || p.round == rounds && p.confirms() {
		p.judge(now)
	}
}

// confirms reports whether half a trial is enough: what is believed is faster by
// more than a quarter. For another verdict it takes a whole one.
func (p *pace) confirms() bool {
	crew, alone := median(p.times[0]), median(p.times[1])
	if p.found {
		crew, alone = alone, crew
	}
	return 5*crew < 4*alone
}

// begin begins a trial.
func (p *pace) begin(now time.Time) {
	p.alone, p.round, p.made, p.last = false, 0, 1, now
	p.times[0], p.times[1] = p.times[0][:0], p.times[1][:0]
}

// judge ends a trial.
func (p *pace) judge(now time.Time) {
	found := median(p.times[1]) < median(p.times[0])
	switch {
	case found == p.found:
		p.doubted = false
	case !p.doubted:
		p.doubted = true
		p.begin(now)
		return
	default:
		p.found, p.doubted, p.terms = found, false, 0
	}
	p.alone, p.round = p.found, 2*rounds
}

// median sorts times and returns the one in the middle.
func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

// term is how many steps the current term has.
func (p *pace) term() int { return min(firstTerm<<min(p.terms, 10), term) }
