package session

import "time"

// recent is how far back the speed of training is measured.
const recent = 3 * time.Second

// meter measures how fast a run trains. Time counts from the first step after
// a stop to the last one before the next: testing, standing and the machine's
// sleep do not count.
type meter struct {
	before  time.Duration // spent in the sessions that a restored training has seen
	trained time.Duration // in all, here
	images  int           // in all
	mark    time.Time     // end of the last step; zero after a stop
	marks   []mark        // the recent steps, and one before
	timed   time.Time     // when Times were last told
	whole   bool          // those were a whole measurement
	tested  time.Duration // value of trained at the last test
}

type mark struct {
	trained time.Duration
	images  int
}

// start begins the time of a step, unless it has been running since the last.
func (m *meter) start(now time.Time) {
	if m.mark.IsZero() {
		m.mark = now
		if len(m.marks) == 0 {
			m.marks = append(m.marks, mark{})
		}
	}
}

// add ends a step of so many images. It reports whether the machine slept
// meanwhile: then the step is not measured.
func (m *meter) add(now time.Time, images int) (slept bool) {
	took := now.Sub(m.mark)
	m.mark = now
	if len(m.marks) > 1 && asleep(took, m.usual()) {
		return true
	}
	m.trained += took
	m.images += images
	m.marks = append(m.marks, mark{m.trained, m.images})
	old := 0
	for old+1 < len(m.marks) && m.marks[old+1].trained <= m.trained-recent {
		old++
	}
	m.marks = m.marks[old:]
	return false
}

// usual is the mean of the recent steps, of which there is one at least.
func (m *meter) usual() time.Duration {
	return (m.marks[len(m.marks)-1].trained - m.marks[0].trained) / time.Duration(len(m.marks)-1)
}

// asleep reports whether a gap in work whose pieces usually take so long must
// have been the machine's sleep, or a stopped tab's.
func asleep(gap, usual time.Duration) bool {
	const least, times = 5 * time.Second, 10
	return gap > least && gap > times*usual
}

// seconds is all the time spent training.
func (m *meter) seconds() float64 { return (m.before + m.trained).Seconds() }

// stop ends the time until the next start.
func (m *meter) stop() { m.mark = time.Time{} }

// speed is images a second over the recent steps; 0: not measured.
func (m *meter) speed() float64 {
	if len(m.marks) < 2 {
		return 0
	}
	first, last := m.marks[0], m.marks[len(m.marks)-1]
	if last.trained == first.trained {
		return 0
	}
	return float64(last.images-first.images) / (last.trained - first.trained).Seconds()
}
