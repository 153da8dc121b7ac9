//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"testing"
)

// A likely first experiment is refused, and one click makes it work: stride 2 in the
// first convolution leaves too little for the third, but not without the pooling in
// between.
func TestARefusalOffersWhatWorks(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1280, H: 800})
	p.Ready()
	before := p.Draw(digits(t)[4])
	p.Routed(before.Prediction) // the captions, which move popovers, stay as they are now

	p.Radio("blocks[0].stride", "2")
	p.Until("it is refused", func(s State) bool { return s.Refusal == "blocks[0].stride" })
	p.Screenshot("fixes")
	if said := p.Text("#refused[role=alert]"); !strings.HasPrefix(said, p.Text(`[data-refusal="blocks[0].stride"]`)) || !strings.Contains(said, "no pooling after conv 1") {
		t.Errorf("a screen reader says %q, want the refusal and what works", said)
	}
	buttons := Eval[[]string](p, "[...document.querySelectorAll('.fixes button:not([hidden])')].map(b => b.innerText)")
	if len(buttons) != 3 || buttons[0] != "no pooling after conv 1" {
		t.Errorf("the buttons are %q, want three, and first no pooling after conv 1", buttons)
	}
	words, box := p.Place(`[data-refusal="blocks[0].stride"]`), p.Place(".fixes")
	if gap := box.Y - words.Y - words.H; gap < -1 || gap > 12 {
		t.Errorf("the buttons are %v px below the words", gap)
	}

	p.Click(`.fixes [data-index="0"]`)
	s := p.Until("the network answers with both changes", func(s State) bool {
		return s.Refusal == "" && len(s.Network.Layers) == len(before.Network.Layers)-1 && s.Network.Layers[0].Strides == 2 &&
			s.Layers[firstConv].Shape == [3]int{13, 13, 32} && s.Answered()
	})
	if s.Checksum != before.Checksum || s.Seen != before.Seen || len(s.Learn) > 0 {
		t.Errorf("the weights or the drawing have changed; to learn: %v", s.Learn)
	}
	if !Eval[bool](p, "document.querySelector('.fixes').hidden") {
		t.Error("the buttons are still there")
	}
	if said := p.Text("#refused"); said != "" {
		t.Errorf("a screen reader still says %q", said)
	}
	if path := Eval[string](p, "document.activeElement.closest('[data-path]')?.dataset.path ?? ''"); path != "blocks[0].stride" {
		t.Errorf("the focus is on %q, want on the control that was refused", path)
	}
	p.Screenshot("fixed")

	p.Run("a fix that needs training waits, and Undo removes both changes", func() {
		p.Preset("convnet")
		p.Until("the note's convnet is back", func(s State) bool { return slices.Equal(layers(s.Network), layers(before.Network)) && s.Refusal == "" })
		p.Radio("blocks[0].stride", "2")
		p.Until("it is refused", func(s State) bool { return s.Refusal == "blocks[0].stride" })
		p.Click(`.fixes [data-index="2"]`)
		p.Until("the page names the layers", func(s State) bool { return len(s.Learn) > 0 && s.Draft.Layers[0].Strides == 2 })
		p.Click("#discard")
		s := p.Until("both are undone", func(s State) bool { return len(s.Learn) == 0 && s.Draft.Layers[0].Strides != 2 })
		if !slices.Equal(layers(s.Draft), layers(before.Draft)) {
			t.Errorf("the layers are %v", layers(s.Draft))
		}
	})
}
