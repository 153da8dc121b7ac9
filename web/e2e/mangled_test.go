//go:build e2e

package e2e

import (
	"fmt"
	"hash/crc32"
	"net/url"
	"strings"
	"testing"
)

// withChecksum returns a link of version 2: a text and its checksum, as engine/sharelink describes it.
func withChecksum(text string) string {
	return fmt.Sprintf("%s&crc=%08x", text, crc32.ChecksumIEEE([]byte(text)))
}

// fullLink returns shortLink with a test image, some steps of the preparation and a language.
func fullLink() string {
	return withChecksum("2" + shortLink[1:] + "&digit=415&steps=cwm&lang=ko")
}

// waitForFullLink waits until the page shows the contents of fullLink.
func (p *Page) waitForFullLink() State {
	p.t.Helper()
	s := p.Until("the link is open", func(s State) bool {
		return s.Ready() && s.Training.Examples == 200 && s.Training.Seed == 11 && s.Digit >= 0 && s.Answered() && s.Language == "ko"
	})
	if scaled := Eval[bool](p, "document.getElementById('stepscale').checked"); scaled {
		p.t.Error("the step that the link omits is on")
	}
	return s
}

// Browser, server and page together restore the link.
func TestALinkOpensAsChatProgramsChangeIt(t *testing.T) {
	for name, path := range map[string]string{
		"# escaped":               "/%23" + fullLink(),
		"all of it escaped twice": "/%25" + strings.TrimPrefix(url.QueryEscape(url.QueryEscape("#"+fullLink())), "%25"),
		"& as HTML, a full stop":  "/#" + strings.ReplaceAll(fullLink(), "&", "&amp;") + ".”",
		"over two lines":          "/#" + fullLink()[:40] + "%20%0A" + fullLink()[40:],
	} {
		t.Run(name, func(t *testing.T) {
			p := Open(t, Visit{NoWebGL: true, Path: path})
			p.waitForFullLink()
			if at := Eval[string](p, "location.pathname + location.search"); at != "/" {
				t.Errorf("the page is at %q", at)
			}
			p.Screenshot("link-mangled")
			p.Draw(digits(t)[1])
			p.WaitFor("/^#2&net=F-D16r-D10x&.*&crc=[0-9a-f]{8}$/.test(location.hash)") // a change writes it in its normal form
		})
	}
}

func TestTheLanguageOfALinkIsNotStored(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, Path: "/#" + fullLink()})
	p.waitForFullLink()
	p.WaitFor("document.documentElement.lang === 'ko' && document.getElementById('language').innerText === 'English'")
	if text := p.Text("#train"); text != words(t, "ko")["top.train"] {
		t.Errorf("the main button says %q", text)
	}
	if said := Eval[string](p, "document.getElementById('copylink').title"); !strings.Contains(said, "415") || !strings.Contains(said, "언어") {
		t.Errorf("the sentence of Copy link says %q", said)
	}
	p.WaitFor("document.getElementById('linkcontents').textContent.includes('415')") // in the menu of a phone
	p.Screenshot("link-korean")
	if kept := Eval[bool](p, "localStorage.getItem('convlab.language') === null"); !kept {
		t.Error("the language of the link was stored")
	}
	p.Goto("/?again")
	p.Until("the next visit is in the visitor's language", func(s State) bool { return s.Ready() && s.Language == "en" })
	p.Run("the visitor's own choice is stored", func() {
		p.Goto("/?link#" + fullLink())
		p.waitForFullLink()
		p.Language()
		p.Until("the page is in English", func(s State) bool { return s.Language == "en" })
		p.WaitFor("location.hash.includes('&lang=en&crc=')") // a reload keeps it
		p.Reload()
		p.Until("it still is", func(s State) bool { return s.Ready() && s.Language == "en" && s.Digit >= 0 })
		if kept := Eval[string](p, "localStorage.getItem('convlab.language')"); kept != "en" {
			p.t.Errorf("the stored language is %q", kept)
		}
	})
}

func TestTheRestOfADamagedLinkIsOffered(t *testing.T) {
	text := withChecksum("2" + shortLink[1:])
	p := Open(t, Visit{NoWebGL: true, Path: "/#" + text[:strings.Index(text, "&seed=")+6]})
	first := p.Until("it is reported", func(s State) bool { return s.Ready() && s.HasNotice("linkcut") })
	if first.Training.Examples != 60000 || first.Origin != "pretrained" {
		t.Errorf("the page has not its initial state: %+v", first.Training)
	}
	p.Screenshot("link-cut")
	p.Click(p.Message("linkcut") + " [data-action=openrest]")
	s := p.Until("the rest is open", func(s State) bool { return s.Ready() && s.Training.Examples == 200 && len(s.Notices) == 0 })
	if s.Training.Seed != 1 || s.Training.Optimizer != "sgd" {
		t.Errorf("the rest is %+v, want the default seed", s.Training)
	}
	p.WaitFor("location.hash.startsWith('#2&net=F-D16r-D10x&') && location.hash.includes('&crc=')") // and is a complete link
	p.Run("a changed one", func() {
		Eval[string](p, fmt.Sprintf("location.hash = %q", strings.Replace(text, "seed=11", "seed=12", 1)))
		p.Until("it is reported", func(s State) bool { return s.HasNotice("linkchanged") })
		p.Screenshot("link-changed")
		p.Click(p.Message("linkchanged") + " [data-action=openrest]")
		p.Until("it is open", func(s State) bool { return s.Training.Seed == 12 })
	})
}

// A network with other settings is shown before it is trained: with fresh weights and their maps.
func TestALinkOfAnotherStructureIsReadyToTrain(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, Path: "/#" + withChecksum("2"+shortLink[1:])})
	s := p.Until("the link's network is there", func(s State) bool { return s.Ready() && s.Origin == "untrained" })
	if len(s.Network.Layers) != 3 || len(s.Learn) > 0 {
		t.Errorf("the network has %d layers, to be learned are %v", len(s.Network.Layers), s.Learn)
	}
	if read := p.Draw(digits(t)[4]); len(read.Layers) != 4 {
		t.Errorf("there are maps of %d layers", len(read.Layers))
	}
	p.Screenshot("link-untrained")
}
