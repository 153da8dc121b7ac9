package parallel

import (
	"testing"
	"time"
)

// paced makes steps, each of which takes what its way takes, and counts those
// that were made alone.
func paced(p *pace, steps int, crew, alone time.Duration) (count int) {
	now := p.last
	for i := range steps {
		p.step(now)
		took := crew
		if p.alone {
			took, count = alone, count+1
		}
		if i%9 == 0 {
			took += time.Second // somebody stood in the way
		}
		now = now.Add(took)
	}
	p.last = now
	return count
}

// trial is how many steps are made each way before they are compared.
const trial = rounds * roundSteps

func TestTheFasterWayIsTaken(t *testing.T) {
	const ms = time.Millisecond
	p := pace{last: time.Unix(0, 0)}
	// What is tried while the browser compiles says nothing.
	if n := paced(&p, settling, 50*ms, ms); n != 0 {
		t.Errorf("before the first trial %d steps were made alone, want 0", n)
	}
	if n := paced(&p, 2*trial+firstTerm, 4*ms, 5*ms); n != trial {
		t.Errorf("the crew is faster: %d steps were made alone, want %d of a trial", n, trial)
	}
	if n := paced(&p, 4*trial+6*firstTerm, 4*ms, 5*ms); n != 2*trial {
		t.Errorf("the crew is faster again and again: %d steps were made alone, want %d of trials", n, 2*trial)
	}
	// Now the other is, which may be chance: it is tried again, that term is short, and the next grows.
	if n := paced(&p, 6*trial+3*firstTerm, 6*ms, 5*ms); n != 3*trial+3*firstTerm {
		t.Errorf("the coordinator alone is faster: %d steps were made alone, want %d", n, 3*trial+3*firstTerm)
	}
	paced(&p, 4*trial+4*firstTerm+term, 6*ms, 5*ms)
	for range 2 { // terms are no longer than the longest
		if n := paced(&p, 2*trial+term, 6*ms, 5*ms); n != trial+term {
			t.Errorf("in a long term %d steps were made alone, want %d", n, trial+term)
		}
	}
}

// A moment in which the crew is slow takes it no steps but those of one more trial.
func TestOneTrialIsNotBelieved(t *testing.T) {
	const ms = time.Millisecond
	p := pace{last: time.Unix(0, 0)}
	paced(&p, settling+2*trial+firstTerm, 4*ms, 5*ms)
	for n := range 2 {
		if alone := paced(&p, 2*trial, 6*ms, 5*ms); alone != trial {
			t.Fatalf("moment %d: %d steps of a trial were made alone, want %d", n, alone, trial)
		}
		if alone := paced(&p, 2*trial+p.term(), 4*ms, 5*ms); alone != trial {
			t.Errorf("moment %d: %d steps were made alone after it, want %d of the trial that is made again", n, alone, trial)
		}
	}
	if p.terms != 2 {
		t.Errorf("%d terms are over, want 2: doubts make none shorter", p.terms)
	}
}

// What slows down both ways for a while in the middle of a trial makes neither look slower.
func TestAWaveHitsBothWays(t *testing.T) {
	const ms = time.Millisecond
	p := pace{last: time.Unix(0, 0)}
	paced(&p, settling, 4*ms, 5*ms)
	paced(&p, trial, 9*ms, 11*ms)
	paced(&p, trial, 4*ms, 5*ms)
	if n := paced(&p, firstTerm, 4*ms, 5*ms); n != 0 {
		t.Errorf("%d steps of the term were made alone, want none", n)
	}
}

// Where what is believed is faster by far, half a trial shows it; another verdict takes a whole one, twice.
func TestWhatIsClearTakesHalfATrial(t *testing.T) {
	const ms = time.Millisecond
	p := pace{last: time.Unix(0, 0)}
	paced(&p, settling, 4*ms, 8*ms)
	for n := range 2 {
		if alone := paced(&p, trial+firstTerm<<n, 4*ms, 8*ms); alone != trial/2 {
			t.Fatalf("trial %d: %d steps were made alone, want %d", n, alone, trial/2)
		}
	}
	if alone := paced(&p, 4*trial+firstTerm, 8*ms, 4*ms); alone != 2*trial+firstTerm {
		t.Errorf("the coordinator alone is faster now: %d steps were made alone, want %d", alone, 2*trial+firstTerm)
	}
	if crew := trial + 2*firstTerm - paced(&p, trial+2*firstTerm, 8*ms, 4*ms); crew != trial/2 {
		t.Errorf("it stays so: %d steps were made by the crew, want %d", crew, trial/2)
	}
}

// Where a step is far too short for a crew, that is found out again and again, at no great cost.
func TestTrialsAreRare(t *testing.T) {
	p := pace{last: time.Unix(0, 0)}
	const steps = 20000
	if crew := steps - paced(&p, steps, 6*time.Millisecond, time.Millisecond); crew > steps/25 {
		t.Errorf("%d of %d steps were made by a crew that is slower, want less than one in 25", crew, steps)
	}
}

// Whatever the clock says, the bits are those of one worker.
func TestAPacedCrewGivesTheSameBits(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	c.config.Paced = true
	warm(w, c)
	training := long("rmsprop")
	training.Epochs = 20 // 200 steps: a trial, perhaps another
	alone := 0
	wantAloneOf(t, wide(), training, c, func(int) {
		if c.used == 1 {
			alone++
		}
	})
	if alone < trial || alone > 200-settling-trial+2 {
		t.Errorf("%d steps of 200 were made alone, want those of a trial of each way", alone)
	}
}
