package session

import (
	"slices"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// health is what an evaluation shows of a network that does not learn.
type health struct {
	dead  []int // layers whose ReLU gives 0 everywhere on the sample
	stuck bool  // all pictures were read as digit
	digit int
}

// health is what an evaluation that has ended shows.
func (e *evaluation) health() health {
	digit := onlyDigit(e.eval.Results().Confusion)
	if digit < 0 {
		return health{}
	}
	return health{dead: e.deadReLUs.dead(), stuck: true, digit: digit}
}

// onlyDigit is the digit that all pictures were read as, or -1.
func onlyDigit(confusion [spec.Classes][spec.Classes]int) int {
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

// deadReLUs looks for dead layers. A layer that gives 0 for every picture gives
// the same for every picture, and so do all layers after it: only a network that
// reads one digit everywhere can have one.
type deadReLUs struct {
	net    *engine.Sequential
	set    *dataset.Set
	images []int32 // not passed through yet
	silent []int   // ReLU layers that have given nothing but 0
	pixels []float32
}

func newDeadReLUs(net *engine.Sequential, set *dataset.Set, images []int32) *deadReLUs {
	d := &deadReLUs{net: net.Snapshot(), set: set, images: images}
	for i, l := range net.Model().Layers {
		switch l := l.(type) {
		case spec.Conv2D:
			if l.Activation == spec.ReLU {
				d.silent = append(d.silent, i)
			}
		case spec.Dense:
			if l.Activation == spec.ReLU {
				d.silent = append(d.silent, i)
			}
		}
	}
	return d
}

// next passes some more pictures through, and reports whether it is over.
func (d *deadReLUs) next() (done bool) {
	const pictures = 32
	n := min(pictures, len(d.images))
	if n == 0 || len(d.silent) == 0 {
		return true
	}
	images := d.images[:n]
	d.images = d.images[n:]
	d.pixels = append(d.pixels[:0], make([]float32, n*dataset.Pixels)...)
	d.set.Gather(images, d.pixels, nil)
	d.net.Forward(engine.Batch{Rows: n, Cols: dataset.Pixels, Stride: dataset.Pixels, Data: d.pixels}, engine.Pass{Observe: true})
	d.silent = slices.DeleteFunc(d.silent, func(layer int) bool {
		out := d.net.Output(layer)
		return slices.ContainsFunc(out.Data[:out.Rows*out.Cols], func(v float32) bool { return v != 0 })
	})
	return false
}

// dead lists the layers that gave 0 for every picture.
func (d *deadReLUs) dead() []int {
	if d == nil || len(d.silent) == 0 {
		return nil
	}
	return d.silent
}
