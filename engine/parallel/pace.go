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
	// term is how many steps are then made the faster way.
	term = 2000
)

// pace finds out whether the crew is faster than the coordinator alone, which
// depends on the network and on what else the machine does. Which way a step is
// made changes no bit.
type pace struct {
	alone bool // how the next step is to be made

	phase   int // 0: a trial of the crew, 1: of the coordinator alone, 2: the term
	made    int // steps of the phase
	last    time.Time
	times   []time.Duration  // from step to step, in a trial
	medians [2]time.Duration // of the last trials
}

// step notes that a step begins.
func (p *pace) step(now time.Time) {
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
	} else if p.made <= term {
		return
	}
	p.phase, p.made, p.times = (p.phase+1)%3, 1, p.times[:0]
	p.last = now
	p.alone = p.phase == 1 || p.phase == 2 && p.medians[1] < p.medians[0]
}
