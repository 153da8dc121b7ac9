//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"testing"
)

func TestAClickSelectsTheMapUnderThePointer(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 900})
	p.Ready()
	p.Draw(digits(t)[2])
	p.Until("a map is chosen for the first drawing", func(s State) bool { return s.Chosen.On })
	layer := 2 // the second convolution of the note's convnet
	for _, channel := range []int{3, 8} {
		p.Run(fmt.Sprintf("map %d", channel+1), func() {
			at := p.mapPlace(layer, channel)
			if n := len(p.colors(at)); n < 8 { // 11x11 numbers of a drawn digit
				p.t.Errorf("the map has %d colours: it is not painted", n)
			}
			p.Stroke(at.At(0.5, 0.5)) // one point: a click
			p.Until("it is chosen", func(s State) bool { return s.Chosen.Layer == layer && s.Chosen.Channel == channel })
			p.WaitFor(fmt.Sprintf("document.querySelector('.column:nth-of-type(3) .maplabel').innerText.startsWith('map %d ')", channel+1))
			p.Screenshot(fmt.Sprintf("pinned-%d", channel+1))
		})
	}
	p.Run("Escape returns to the route", func() {
		escape := func(from int, is func(Chosen) bool) Chosen {
			p.t.Helper()
			p.Stroke(p.mapPlace(layer, from).At(0.5, 0.5))
			p.Until("it is chosen", func(s State) bool { return s.Chosen.Layer == layer && s.Chosen.Channel == from })
			p.tabTo("#scene")
			p.Key("Escape")
			return p.Until("what the network used most is chosen", func(s State) bool { return is(s.Chosen) }).Chosen
		}
		most := escape(8, func(now Chosen) bool { return now.Layer != layer })
		escape(3, func(now Chosen) bool { return now == most })
	})
}

// mapPlace scrolls a map of a layer's channel grid into view with the wheel and returns its box.
func (p *Page) mapPlace(layer, channel int) Box {
	p.t.Helper()
	find := func() Box {
		var r [4]float64
		p.Until(fmt.Sprintf("the stage has a map %d of layer %d", channel, layer), func(s State) bool {
			for _, hit := range s.Hits {
				var of, first int
				if n, _ := fmt.Sscanf(hit.ID, "channels%dfrom%d", &of, &first); n == 2 && of == layer && first+hit.Cell == channel {
					r = hit.Rect
					return true
				}
			}
			return false
		})
		at := p.OnStage(r[0], r[1])
		return Box{at.X, at.Y, r[2], r[3]}
	}
	height := Eval[float64](p, "innerHeight")
	if box := find(); box.Y+box.H > height {
		before := p.Place("#stage").Y
		p.Wheel(p.Place("#main").At(0.5, 0.5), box.Y-height/2)
		p.WaitFor("document.getElementById('stage').getBoundingClientRect().y < " + number(before-1))
	}
	// Smooth scrolling takes some frames.
	for last := find(); ; {
		now := find() // some frames later
		if now == last {
			return now
		}
		last = now
	}
}

// featureMap returns the box of the map of a layer that the river goes through.
func (p *Page) featureMap(layer int) (box Box) {
	p.t.Helper()
	p.Until(fmt.Sprintf("the stage has a map of layer %d", layer), func(s State) bool {
		box = Box{}
		for _, hit := range s.Hits {
			if hit.ID != fmt.Sprint("map", layer) {
				continue
			}
			r := hit.Rect
			if box.W == 0 {
				box.X, box.Y = r[0], r[1] // of the first number
			}
			box.W, box.H = r[0]+r[2]-box.X, r[1]+r[3]-box.Y // to the last one
		}
		return box.W > 0 && box.H > 0
	})
	at := p.OnStage(box.X, box.Y)
	box.X, box.Y = at.X, at.Y
	return box
}

// pixels returns what the viewport shows.
func (p *Page) pixels() image.Image {
	p.t.Helper()
	screenshot, err := p.screenshot()
	p.must(err)
	pixels, err := png.Decode(bytes.NewReader(screenshot))
	p.must(err)
	return pixels
}

// colors returns the colours of the pixels inside a box.
func (p *Page) colors(in Box) map[color.Color]bool {
	p.t.Helper()
	pixels := p.pixels()
	found := map[color.Color]bool{}
	area := image.Rect(int(in.X), int(in.Y), int(in.X+in.W), int(in.Y+in.H))
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			found[pixels.At(x, y)] = true
		}
	}
	return found
}
