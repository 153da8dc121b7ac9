//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

func TestIncompleteDataIsReportedAndNeverTrainedOn(t *testing.T) {
	var faults Faults
	broken := map[string]Fault{"train-00000.bin": Missing, "train-01000.bin": Cut, "train-05000.bin": Altered}
	for file, how := range broken {
		faults.Break("/data/"+file, how)
	}
	p := Open(t, Visit{NoWebGL: true, Wrap: faults.Wrap})
	p.Expect("train-00000.bin")
	p.Ready()
	p.Until("loading has ended", func(s State) bool { return s.Complete || s.Loaded == 50000 && len(s.Notices) == 3 })
	for file, how := range broken {
		if !Eval[bool](p, fmt.Sprintf("[...document.querySelectorAll('.notice[data-key=data]')].some(e => e.innerText.includes(%q))", file)) {
			t.Errorf("no message names %s, which is %s", file, how)
		}
	}
	p.Screenshot("data-broken")

	p.Run("training waits for them", func() {
		p.Set("training.examples", "10000")
		p.Click("#train")
		p.Until("it waits", func(s State) bool { return s.Phase == "waiting" })
		if s := p.fence(); s.Step != 0 || s.Phase != "waiting" {
			p.t.Errorf("step %d was made on incomplete images", s.Step)
		}
		if text := p.Text("#progresstext"); !strings.Contains(text, "Waiting for images") {
			p.t.Errorf("the page says %q", text)
		}
	})
	p.Run("Retry loads them once the server is repaired", func() {
		faults.Mend()
		p.Click(p.Message("data") + " [data-action=retry]")
		p.Until("all images are here and it trains", func(s State) bool {
			return s.Loaded == 60000 && s.Complete && len(s.Notices) == 0 && s.Phase == "running" && s.Step > 0
		})
	})
}

func TestAnIncompleteManifestIsReported(t *testing.T) {
	for _, how := range []Fault{Missing, Cut} {
		t.Run(string(how), func(t *testing.T) {
			var faults Faults
			faults.Break("/data/manifest.json", how)
			p := Open(t, Visit{NoWebGL: true, Wrap: faults.Wrap})
			p.Expect("manifest.json")
			p.Until("the page reports it", func(s State) bool { return s.HasNotice("data") })
			if text := p.Text(".notice[data-key=data]"); !strings.Contains(text, "manifest.json") {
				t.Errorf("the notice says %q", text)
			}
			p.Click("#train")
			p.Until("it waits for images", func(s State) bool { return s.Phase == "waiting" && s.Step == 0 })
			faults.Mend()
			p.Click(p.Message("data") + " [data-action=retry]")
			p.Until("it trains", func(s State) bool { return s.Phase == "running" && s.Step > 0 && !s.HasNotice("data") })
		})
	}
}

func TestAnIncompletePretrainedNetworkIsReported(t *testing.T) {
	var faults Faults
	faults.Break("/models/convnet.safetensors", Cut)
	p := Open(t, Visit{NoWebGL: true, Wrap: faults.Wrap})
	s := p.Until("the page reports it", func(s State) bool { return s.HasNotice("model") && s.Ready() })
	if s.Origin != "untrained" {
		t.Errorf("the network is %s, want untrained", s.Origin)
	}
	if text := p.Text(".notice[data-key=model]"); !strings.Contains(text, "convnet.safetensors") {
		t.Errorf("the notice says %q", text)
	}
	faults.Mend()
	p.Click(p.Message("model") + " [data-action=retry]")
	p.Until("the pretrained network is there", func(s State) bool { return s.Origin == "pretrained" && !s.HasNotice("model") })
}
