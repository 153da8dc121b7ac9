//go:build e2e

package e2e

import (
	"path/filepath"
	"testing"
	"time"

	"convlab/engine/parallel"
)

// onefile opens the one-file form from the disk, as a double click does.
func onefile(t *testing.T, v Visit) *Page {
	t.Helper()
	file, err := filepath.Abs(filepath.Join("..", "..", "dist", "convlab.html"))
	if err != nil {
		t.Fatal(err)
	}
	v.File = file
	return Open(t, v)
}

// steps makes n single steps with half the note's convnet.
func (p *Page) steps(n int) State {
	p.t.Helper()
	p.Choose("#preset", "half")
	p.Fill("#batchsize", "32")
	p.Fill("#examples", "1000")
	s := p.Until("the settings are taken", func(s State) bool { return s.Training.BatchSize == 32 && s.Training.Examples == 1000 })
	for step := range n {
		p.Click("#step")
		s = p.Until("a step is made", func(s State) bool { return s.Phase == "paused" && s.Step == step+1 })
	}
	return s
}

func TestOneFileDoesEverythingFromAFolder(t *testing.T) {
	opened := time.Now()
	p := onefile(t, Visit{W: 1100, H: 700})
	before := p.Ready()
	t.Logf("a network answers %.1f s after the file was opened", time.Since(opened).Seconds())
	if before.Origin != "pretrained" || Eval[string](p, "location.protocol") != "file:" {
		t.Fatalf("the network is %s on %s, want the pretrained one from a file", before.Origin, Eval[string](p, "location.protocol"))
	}
	p.Run("it reads a drawing and paints", func() {
		if s := p.Draw(digits(p.t)[3]); s.Prediction != 3 || !s.Pictures || s.Frames == 0 {
			p.t.Errorf("the three was read as %d, pictures %v, %d frames", s.Prediction, s.Pictures, s.Frames)
		}
		p.Screenshot("onefile")
	})
	p.Run("all the data is inside", func() {
		p.Until("all images are here", func(s State) bool { return s.Complete && s.Loaded == 60000 })
	})
	p.Run("it trains to the bits of the served page", func() {
		s, served := p.steps(3), Open(p.t, Visit{W: 1100, H: 700})
		served.Ready()
		if want := served.steps(3); s.Checksum != want.Checksum || s.Origin != "yours" {
			p.t.Errorf("after three steps the checksum is %s, from a server it is %s", s.Checksum, want.Checksum)
		}
	})
	p.Run("several workers train", func() {
		want := parallel.Workers(Eval[int](p, "navigator.hardwareConcurrency"))
		p.Click("#train")
		p.Until("all of them take part", func(s State) bool { return s.Workers == want && s.Step > 0 })
	})
	p.Run("the trained network reads a drawing", func() {
		p.Until("the training has ended", func(s State) bool { return s.Phase == "finished" })
		s := p.Draw(digits(p.t)[0])
		if s.Prediction != 0 || s.Origin != "yours" {
			p.t.Errorf("the %s network read the zero as %d", s.Origin, s.Prediction)
		}
	})
	p.Run("it speaks Korean", func() {
		p.Click("#language input[value=ko]")
		p.WaitFor("document.getElementById('train').innerText === '학습'")
	})
	p.Run("licences can be read", func() {
		p.Click("#tab-about")
		p.Click("[data-t='about.texts']")
		p.WaitFor("document.body.innerText.includes('Apache License')")
	})
}
