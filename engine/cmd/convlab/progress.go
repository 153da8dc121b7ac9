package main

import (
	"fmt"
	"io"
	"os"

	"convlab/engine"
	"convlab/engine/spec"

	"github.com/schollz/progressbar/v3"
)

// progress shows an epoch under way: loss and accuracy so far, images a
// second, time left. Where nobody looks (a file, a pipe) it shows nothing.
type progress struct {
	bar    *progressbar.ProgressBar
	epoch  string
	images int // since the description was last written
}

// between is how many images go by before loss and accuracy are written anew.
const between = 512

func newProgress(w io.Writer, epoch int, t spec.Training) *progress {
	p := &progress{epoch: fmt.Sprintf("epoch %d/%d", epoch, t.Epochs), images: between}
	p.bar = progressbar.NewOptions(t.Examples,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetVisibility(terminal(w)),
		progressbar.OptionSetDescription(p.epoch),
		progressbar.OptionSetWidth(20),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("images"),
		progressbar.OptionClearOnFinish(),
	)
	return p
}

// add counts the images of a step; sums are those of the epoch so far, threads
// says how many made it.
func (p *progress) add(step, sums engine.Sums, threads string) {
	if p.images += step.Count; p.images >= between {
		p.images = 0
		p.bar.Describe(fmt.Sprintf("%s  %s  loss %.4f  accuracy %.2f %%", p.epoch, threads, sums.MeanLoss(), 100*sums.Accuracy()))
	}
	p.bar.Add(step.Count) // its only error is a terminal gone: then nobody looks
}

func (p *progress) clear() { p.bar.Clear() }

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
