//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"testing"
)

// Indices of State.Layers for the note's convnet: the input is 0, the first convolution 1, its pooling 2.
const (
	firstConv = 1
	firstPool = 2
)

func TestSettingsChangeTheTrainedNetwork(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800})
	p.Ready()
	max := p.TestDigit(7)
	if max.Prediction != 7 {
		t.Errorf("the pretrained network reads a test seven as %d", max.Prediction)
	}

	p.Run("max to average pooling moves the pooled maps only", func() {
		p.Radio("blocks[0].pooling", "average")
		average := p.Until("the pooled maps have changed", func(s State) bool {
			return s.Network.Layers[1].Kind == "AveragePooling2D" && s.Layers[firstPool].Hash != max.Layers[firstPool].Hash
		})
		if average.Layers[firstConv].Hash != max.Layers[firstConv].Hash {
			p.t.Error("the maps of the convolution before the pooling have changed")
		}
		if average.Origin != max.Origin || average.Seen != max.Seen {
			p.t.Error("the trained weights or the digit were lost")
		}
		p.Screenshot("average-pooling")
		p.Radio("blocks[0].pooling", "max")
		p.Until("the maps of every layer are as before", func(s State) bool {
			return s.Network.Layers[1].Kind == "MaxPooling2D" && slices.Equal(s.Hashes(), max.Hashes())
		})
	})

	p.Run("stride 2 halves the map, and the page names the layers that no longer fit", func() {
		if shape := max.Layers[3].Shape; shape != [3]int{11, 11, 64} { // 13 - 3 + 1
			p.t.Fatalf("the output of the second convolution is %v", shape)
		}
		p.Radio("blocks[1].stride", "2")
		s := p.Until("the page names the layers", func(s State) bool { return len(s.Learn) > 0 && s.Layers[3].Shape == [3]int{6, 6, 64} })
		if text := p.Text("#learntext"); !strings.Contains(text, "dense") {
			p.t.Errorf("%q does not name the dense layer, whose input is smaller now", text)
		}
		if sizes := p.Text(".pop .shape"); sizes != "13×13 → 6×6, was 11×11" { // (13 - 3)/2 + 1
			p.t.Errorf("the sizes over the control are %q", sizes)
		}
		p.Panel("layers")
		if row := p.Text("#ledger tbody tr:nth-child(3)"); !strings.Contains(row, "6×6×64") {
			p.t.Errorf("Layers does not follow the settings: %q", row)
		}
		if s.Layers[firstConv].Hash != max.Layers[firstConv].Hash || s.Ink {
			p.t.Error("the layers before have lost their weights, or a digit is read with untrained weights")
		}
		p.WaitFor("document.querySelector('.column[aria-label=\"conv 2\"] .shape').innerText === '6×6×64'")

		p.Click("#discard")
		s = p.Until("Undo has undone it", func(s State) bool { return len(s.Learn) == 0 })
		if s.Draft.Layers[2].Strides == 2 || !Eval[bool](p, "document.getElementById('learn').hidden") {
			p.t.Error("the stride is still 2")
		}
		p.Until("the network predicts as before", func(s State) bool { return s.Checksum == max.Checksum && slices.Equal(s.Hashes(), max.Hashes()) })

		p.Radio("blocks[1].stride", "2")
		p.Click("#step")
		p.Until("the changed network has made a step and reads the digit", func(s State) bool {
			return s.Step == 1 && len(s.Learn) == 0 && s.Layers[3].Shape == [3]int{6, 6, 64} && s.Answered()
		})
	})
}

func TestASettingThatCannotWorkIsRefusedWithAReason(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1280, H: 800})
	p.Ready()
	before := p.Draw(digits(t)[4])
	p.Routed(before.Prediction) // the captions, which move popovers, stay as they are now

	for _, c := range []struct {
		path, words string
		try         func(path string)
	}{
		// 28 -> 13 -> 6 -> 4 -> 2, and the third convolution needs 3.
		{"blocks[0].stride", "does not fit", func(path string) { p.Radio(path, "2") }},
		{"blocks[1].filters", "from 1 to 256", func(path string) { p.Fill(p.Control(path), "0") }},
		{"training.learning_rate", "above 0", func(path string) { p.Fill(p.Control(path), "fast") }},
		{"training.examples", "from 100 to 60,000", func(path string) { p.Fill(p.Control(path), "70000") }},
	} {
		p.Run(c.path, func() {
			c.try(c.path)
			s := p.Until("it is refused", func(s State) bool { return s.Refusal == c.path })
			refusal := `[data-refusal="` + c.path + `"]`
			if text := p.Text(refusal); !strings.Contains(text, c.words) {
				p.t.Errorf("the refusal is %q, want %q in it", text, c.words)
			}
			control, words := p.Place(`[data-path="`+c.path+`"]`), p.Place(refusal)
			if gap := words.Y - control.Y - control.H; gap < -1 || gap > 24 {
				p.t.Errorf("the refusal is %v px below its control", gap)
			}
			p.Screenshot("refused-" + strings.NewReplacer("[", "-", "]", "", ".", "-").Replace(c.path))
			if s.Checksum != before.Checksum || s.Seen != before.Seen || s.Prediction != before.Prediction || len(s.Learn) > 0 {
				p.t.Error("the network or the drawing has changed")
			}
			if !slices.Equal(layers(s.Draft), layers(before.Draft)) || s.Training != before.Training {
				p.t.Error("the settings have changed")
			}
		})
	}
}

// The asterisk of a value that is not the note's is seen and is no part of the control's name.
func TestAMarkedValueKeepsTheNameOfItsControl(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1280, H: 800})
	p.Ready()
	const chip, label = "document.querySelector('[data-chip=\"training.examples\"] .mark')", "document.querySelector('label[for=\"training.examples\"]').nextElementSibling"
	p.WaitFor("!" + chip + ".checkVisibility()")
	p.Fill(p.Control("training.examples"), "1000")
	p.WaitFor(chip + ".innerText === '*' && " + label + ".innerText === '*'")
	p.untilNamed("button", words(t, "en")["settings.examples"]+" 1,000")
	p.untilNamed("spinbutton", words(t, "en")["settings.examples"])
	p.Screenshot("marked")
}

func layers(m Model) []string {
	var list []string
	for _, l := range m.Layers {
		list = append(list, l.Kind)
	}
	return list
}

// The hint of a kernel size has the cost of another one in the current network.
func TestTheHintOfAKernelSizeHasTheCostOfAnotherOne(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1280, H: 800})
	p.Ready()
	p.Hover(p.Box(p.Control("blocks[0].window")).At(0.5, 0.5))
	p.WaitFor(openPopover + "?.querySelector('.hint').innerText.includes('5×5')")
	if text := p.Text(".pop .hint"); !strings.Contains(text, "2.67 M multiply-adds an image instead of 93,322 and 2.79 M") {
		t.Errorf("the hint is %q", text)
	}
	p.Screenshot("window-hint")
}
