package main

import (
	"fmt"
	"io"
	"os"

	"convlab/engine"
	"convlab/engine/spec"

	"github.com/schollz/progressbar/v3"
)

// progress shows the epoch under way: loss and accuracy so far, images a second,
// time left. It shows nothing unless it writes to a terminal.
type progress struct {
	bar    *progressbar.ProgressBar
	epoch  string
	images int // since the description was last updated
}

// refresh is the number of images after which loss and accuracy are updated.
const refresh = 512

func newProgress(w io.Writer, epoch int, t spec.Training) *progress {
	p := &progress{epoch: fmt.Sprintf("epoch %d/%d", epoch, t.Epochs), images: refresh}
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

// add counts the images of a step. sums are those of the epoch so far, threads is
// the number of threads as text.
func (p *progress) add(step, sums engine.Sums, threads string) {
	if p.images += step.Count; p.images >= refresh {
		p.images = 0
		p.bar.Describe(fmt.Sprintf("%s  %s  loss %.4f  accuracy %.2f %%", p.epoch, threads, sums.MeanLoss(), 100*sums.Accuracy()))
	}
	p.bar.Add(step.Count) // its only error is a closed terminal
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
