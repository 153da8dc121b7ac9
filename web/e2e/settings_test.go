//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"testing"
)

// Layers of State.Layers for the note's convnet: the input is 0, the first convolution 1, its pooling 2.
const (
	firstConv = 1
	firstPool = 2
)

func TestSettingsChangeTheTrainedNetwork(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800})
	p.Ready()
	p.Choose("#digit", "7")
	max := p.Until("a seven is read", func(s State) bool { return s.Digit == 7 && s.Answered() })
	if max.Prediction != 7 {
		t.Errorf("the pretrained network reads a test seven as %d", max.Prediction)
	}

	p.Run("max to average pooling moves the pooled maps only", func() {
		p.Radio("blocks[0].pooling", "average")
		average := p.Until("the pooled maps are others", func(s State) bool {
			return s.Network.Layers[1].Kind == "AveragePooling2D" && s.Layers[firstPool].Hash != max.Layers[firstPool].Hash
		})
		if average.Layers[firstConv].Hash != max.Layers[firstConv].Hash {
			p.t.Error("the convolution before the pooling makes other maps")
		}
		if average.Origin != max.Origin || average.Seen != max.Seen {
			p.t.Error("the trained weights or the digit were lost")
		}
		p.Screenshot("average-pooling")
		p.Radio("blocks[0].pooling", "max")
		p.Until("every layer makes what it made before", func(s State) bool {
			return s.Network.Layers[1].Kind == "MaxPooling2D" && slices.Equal(s.Hashes(), max.Hashes())
		})
	})

	p.Run("stride 2 halves the map, once the page has named the layers that no longer fit", func() {
		if shape := max.Layers[3].Shape; shape != [3]int{11, 11, 64} { // 13 - 3 + 1
			p.t.Fatalf("the second convolution makes %v", shape)
		}
		p.Radio("blocks[1].stride", "2")
		s := p.Until("the page names the layers", func(s State) bool { return len(s.Learn) > 0 && s.Layers[3].Shape == [3]int{6, 6, 64} })
		if text := p.Text("#learntext"); !strings.Contains(text, "dense") {
			p.t.Errorf("%q does not name the dense layer, whose input is smaller now", text)
		}
		if row := p.Text("#ledger tbody tr:nth-child(3)"); !strings.Contains(row, "6×6×64") { // (13 - 3)/2 + 1
			p.t.Errorf("Summary does not follow the settings: %q", row)
		}
		if s.Layers[firstConv].Hash != max.Layers[firstConv].Hash || s.Ink {
			p.t.Error("the layers before have lost their weights, or a digit is read by weights that nobody learned")
		}
		p.WaitFor("[...document.querySelectorAll('#labels span')].some(e => e.innerText.includes('6×6×64'))")

		p.Click("#discard")
		s = p.Until("Undo has undone it", func(s State) bool { return len(s.Learn) == 0 })
		if s.Draft.Layers[2].Strides == 2 || !Eval[bool](p, "document.getElementById('learn').hidden") {
			p.t.Error("the stride is still 2")
		}
		p.Until("the network answers as before", func(s State) bool { return s.Checksum == max.Checksum && slices.Equal(s.Hashes(), max.Hashes()) })

		p.Radio("blocks[1].stride", "2")
		p.Click("#step")
		p.Until("the changed network has made a step and answers", func(s State) bool {
			return s.Step == 1 && len(s.Learn) == 0 && s.Layers[3].Shape == [3]int{6, 6, 64} && s.Answered()
		})
	})
}

func TestASettingThatCannotWorkIsRefusedInWords(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1280, H: 800})
	p.Ready()
	before := p.Draw(digits(t)[4])

	for _, c := range []struct {
		path, words string
		try         func(path string)
	}{
		// 28 -> 13 -> 6 -> 4 -> 2, and the third convolution needs 3.
		{"blocks[0].stride", "does not fit", func(path string) { p.Radio(path, "2") }},
		{"blocks[1].filters", "from 1 to 256", func(path string) { p.Fill(`[data-path="`+path+`"]`, "0") }},
		{"training.learning_rate", "above 0", func(path string) { p.Fill("#learningrate", "fast") }},
		{"training.examples", "from 100 to 60,000", func(path string) { p.Fill("#examples", "70000") }},
	} {
		p.Run(c.path, func() {
			c.try(c.path)
			s := p.Until("it is refused", func(s State) bool { return s.Refusal == c.path })
			beside := `[data-refusal="` + c.path + `"]`
			if text := p.Text(beside); !strings.Contains(text, c.words) {
				p.t.Errorf("the words are %q, want that they say %q", text, c.words)
			}
			control, words := p.Place(`[data-path="`+c.path+`"]`), p.Place(beside)
			if gap := words.Y - control.Y - control.H; gap < -1 || gap > 24 {
				p.t.Errorf("the words are %v px below their control", gap)
			}
			p.Screenshot("refused-" + strings.NewReplacer("[", "-", "]", "", ".", "-").Replace(c.path))
			if s.Checksum != before.Checksum || s.Seen != before.Seen || s.Prediction != before.Prediction || len(s.Learn) > 0 {
				p.t.Error("the network or the drawing is not what it was")
			}
			if !slices.Equal(layers(s.Draft), layers(before.Draft)) || s.Training != before.Training {
				p.t.Error("the settings are not what they were")
			}
		})
	}
}

func layers(m Model) []string {
	var list []string
	for _, l := range m.Layers {
		list = append(list, l.Kind)
	}
	return list
}
