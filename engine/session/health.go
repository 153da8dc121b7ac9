package session

import (
	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// health is what an exam shows of a network that does not learn.
type health struct {
	dead  []int // layers whose ReLU gives 0 everywhere on the sample
	stuck bool  // all pictures were read as digit
	digit int
}

// oneDigit is the digit that all pictures were read as, or -1.
func oneDigit(confusion [spec.Classes][spec.Classes]int) int {
	only := -1
	for digit := range spec.Classes {
		read := 0
		for label := range spec.Classes {
			read += confusion[label][digit]
		}
		switch {
		case read == 0:
		case only >= 0:
			return -1
		default:
			only = digit
		}
	}
	return only
}

// health is what an exam that has ended shows of the current network.
func (s *Session) health(e *exam) health {
	digit := oneDigit(e.eval.Results().Confusion)
	if digit < 0 {
		return health{}
	}
	return health{dead: e.deadReLUs.dead(), stuck: true, digit: digit}
}

// deadReLUs looks for layers that are dead. What a layer gives that is 0 for every
// picture is the same for every picture, and so is all after it: only a network
// that reads one digit everywhere needs one.
type deadReLUs struct {
	net    *engine.Sequential
	set    *dataset.Set
	images []int32 // not seen yet
	silent []int   // ReLU layers that have given nothing but 0
	pixels []float32
}

func newDeadReLUs(net *engine.Sequential, set *dataset.Set, images []int32) *deadReLUs {
	a := &deadReLUs{net: net.Snapshot(), set: set, images: images}
	for i, l := range net.Model().Layers {
		switch l := l.(type) {
		case spec.Conv2D:
			if l.Activation == spec.ReLU {
				a.silent = append(a.silent, i)
			}
		case spec.Dense:
			if l.Activation == spec.ReLU {
				a.silent = append(a.silent, i)
			}
		}
	}
	return a
}

// next looks at some more pictures, and reports whether it is over.
func (a *deadReLUs) next() (done bool) {
	const pictures = 32
	n := min(pictures, len(a.images))
	if n == 0 || len(a.silent) == 0 {
		return true
	}
	images := a.images[:n]
	a.images = a.images[n:]
	a.pixels = append(a.pixels[:0], make([]float32, n*dataset.Pixels)...)
	a.set.Gather(images, a.pixels, nil)
	a.net.Forward(engine.Batch{Rows: n, Cols: dataset.Pixels, Stride: dataset.Pixels, Data: a.pixels}, engine.Pass{Observe: true})
	var silent []int
	for _, i := range a.silent {
		if !gives(a.net.Output(i)) {
			silent = append(silent, i)
		}
	}
	a.silent = silent
	return false
}

// gives reports whether some number is not 0.
func gives(b engine.Batch) bool {
	for _, v := range b.Data[:b.Rows*b.Cols] {
		if v != 0 {
			return true
		}
	}
	return false
}

// dead lists the layers that gave 0 for every picture.
func (a *deadReLUs) dead() []int {
	if a == nil {
		return nil
	}
	return a.silent
}
