//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

func TestTheKeyboardAloneIsEnough(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800})
	p.Until("the example is read", func(s State) bool { return s.Complete && s.Answered() && s.Prediction == 3 && s.Chosen.On }) // it changes names

	p.Run("Tab reaches everything, in the order of the page, without a trap", func() { tour(p) })

	p.Run("a digit on the pad, read aloud", func() {
		p.tabTo("#pad")
		p.Key("7")
		s := p.Until("a seven is read", func(s State) bool { return s.Digit == 7 && s.Answered() })
		p.WaitFor(fmt.Sprintf("document.getElementById('announcer').innerText.includes('reads %d.')", s.Prediction))
		p.mustHaveFocus("#pad")
		s = p.Routed(s.Prediction)
		p.Key("ArrowRight")
		p.Until("the next map is chosen", func(now State) bool {
			return now.Chosen.Layer == s.Chosen.Layer && now.Chosen.Channel == s.Chosen.Channel+1
		})
		p.Key("c")
		p.Until("the pad is empty", func(s State) bool { return !s.Ink })
	})
	p.Run("the pad's keys on other layouts", func() {
		p.layoutKey("é", "Digit2", 50) // AZERTY
		p.Until("a two is there", func(s State) bool { return s.Digit == 2 && s.Ink })
		p.layoutKey("ㅊ", "KeyC", composing)
		if !p.State().Ink {
			p.t.Error("a key of an input method has cleared the pad")
		}
		p.layoutKey("ㅊ", "KeyC", 67) // Korean
		p.Until("the pad is empty", func(s State) bool { return !s.Ink })
	})
	p.Run("a choice and a number", func() {
		p.tabTo(p.chip("training.optimizer"))
		p.Key("Enter")
		p.mustHaveFocus(choice("training.optimizer", "rmsprop"))
		p.Key("ArrowDown")
		p.Until("the optimiser is the next one", func(s State) bool { return s.Training.Optimizer == "sgd" })
		p.mustHaveFocus(choice("training.optimizer", "sgd"))
		p.Key("ArrowUp")
		p.Key("Escape")
		p.mustHaveFocus(p.chip("training.optimizer"))
		p.tabTo(p.chip("training.batch_size"))
		p.Key("Enter")
		p.Key("Ctrl+a")
		p.Type("100")
		p.Key("Enter")
		p.Until("the batch is as typed", func(s State) bool { return s.Training.BatchSize == 100 && s.Training.Optimizer == "rmsprop" })
		p.mustHaveFocus(p.Control("training.batch_size"))
		p.Key("Escape")
		p.WaitFor(openPopover + " === null")
		p.mustHaveFocus(p.chip("training.batch_size"))
	})
	p.Run("the chips of a layer by their arrows, and a group of choices by its own", func() {
		p.tabTo(p.chip("blocks[0].pooling"))
		p.Key("ArrowRight")
		p.mustHaveFocus(p.chip("blocks[0].pool_size"))
		p.Key("ArrowLeft")
		p.Key("Enter")
		p.mustHaveFocus(choice("blocks[0].pooling", "max"))
		p.Key("ArrowRight")
		p.Until("the pooling is the next kind", func(s State) bool { return s.Network.Layers[1].Kind == "AveragePooling2D" })
		p.mustHaveFocus(choice("blocks[0].pooling", "average"))
		p.Key("Escape")
		p.mustHaveFocus(p.chip("blocks[0].pooling"))
	})
	p.Run("the numbers of the maps, read aloud", func() {
		p.tabTo("#pad")
		p.Key("4")
		p.Routed(p.Until("a four is read", func(s State) bool { return s.Digit == 4 && s.Answered() }).Prediction)
		p.tabTo("#scene")
		for _, c := range []struct {
			key  string
			want func(was, is Chosen) bool
		}{
			{",", func(was, is Chosen) bool { return is.Layer < was.Layer }},
			{"Home", func(_, is Chosen) bool { return is.Column == 0 }},
			{"ArrowRight", func(was, is Chosen) bool { return is.Column == was.Column+1 && is.Row == was.Row }},
			{"]", func(was, is Chosen) bool { return is.Channel == was.Channel+1 && is.Column == was.Column }},
		} {
			was := p.State().Chosen
			p.Key(c.key)
			p.Until(c.key+" has moved the chosen number", func(s State) bool { return c.want(was, s.Chosen) })
		}
		chosen := p.State().Chosen
		p.WaitFor(fmt.Sprintf("document.getElementById('scenetext').innerText.includes('map %d, row %d, column %d:')", chosen.Channel+1, chosen.Row+1, chosen.Column+1))
		p.Key("Escape")
		p.Until("the route is back", func(s State) bool { return s.Chosen.Layer > chosen.Layer })
		p.mustHaveFocus("#scene")
	})
	p.Run("letters on the scene, and their switch", func() {
		const folded, help = "document.getElementById('panels').hidden", "document.getElementById('help').open"
		route := p.State().Chosen
		p.tabTo("#scene")
		p.Key(",")
		was := p.Until("a number of a map is chosen", func(s State) bool { return s.Chosen.Layer < route.Layer }).Chosen
		p.Key("w")
		p.WaitFor("!" + folded)
		p.layoutKey("ㅈ", "KeyW", 87) // Korean
		p.WaitFor(folded)
		p.tabTo("#tab-window")
		p.Key("w")
		p.Frame()
		if !Eval[bool](p, folded) {
			p.t.Error("W opens the workbench while a control has the focus")
		}
		p.tabTo("#scene")
		p.Key("?")
		p.WaitFor(help)
		p.tabTo("#characters")
		p.Key("Space")
		p.Key("Escape")
		p.WaitFor("!" + help)
		p.mustHaveFocus("#scene")
		for _, key := range []string{"w", "?", "]", "Space"} {
			p.Key(key)
		}
		p.Key("Home")
		p.Until("Home chooses the first of the row", func(s State) bool { return s.Chosen.Column == 0 })
		p.Key("End")
		s := p.Until("End chooses the last", func(s State) bool { return s.Chosen.Column > 0 })
		if s.Chosen.Layer != was.Layer || s.Chosen.Channel != was.Channel || s.Phase == "running" || !Eval[bool](p, folded+" && !"+help+" && localStorage['convlab.keys'] === 'off'") {
			p.t.Error("characters act though they are switched off")
		}
		p.tabTo("#helpbutton")
		p.Key("Enter")
		p.tabTo("#characters")
		p.Key("Space")
		p.Key("Escape")
		p.WaitFor("localStorage['convlab.keys'] === undefined")
	})
	p.Run("a step of training", func() {
		p.tabTo("#step")
		p.Key("Space")
		p.Until("it is made", func(s State) bool { return s.Step == 1 && s.Phase == "paused" })
		p.mustHaveFocus("#step")
		p.WaitFor("document.getElementById('announcer').innerText.includes('Training paused.')")
		p.Key("Enter")
		p.Until("another is made", func(s State) bool { return s.Step == 2 && s.Phase == "paused" })
	})
	p.Run("the tabs of the workbench by their arrows", func() {
		p.tabTo("#tab-window")
		for _, step := range [][2]string{{"Enter", "panel-window"}, {"ArrowRight", "panel-curves"}, {"End", "panel-about"}, {"ArrowRight", "panel-window"}, {"ArrowLeft", "panel-about"}, {"Home", "panel-window"}} {
			p.Key(step[0])
			p.Frame()
			if open := p.openTab(); open != step[1] {
				p.t.Errorf("%s opens %q, want %q", step[0], open, step[1])
			}
		}
		p.tabTo("#panel-window") // from an open tab to its panel, past the closed ones
	})
	p.Run("the values of the curves", func() {
		p.Until("the evaluation has ended", func(s State) bool { return s.Tested == 10000 }) // it changes the values
		p.tabTo("#tab-window")
		p.Key("ArrowRight")
		p.tabTo("#curves")
		newest := p.valueText("curves")
		p.Key("Home")
		p.WaitFor(fmt.Sprintf("document.getElementById('curves').ariaValueText !== %q", newest))
		oldest := p.valueText("curves")
		p.Key("End")
		p.WaitFor(fmt.Sprintf("document.getElementById('curves').ariaValueText !== %q", oldest))
		p.mustHaveFocus("#curves")
	})
	p.Run("what adds a layer", func() {
		p.tabTo("#pluses button")
		p.Key("Enter")
		p.WaitFor("document.querySelector('.pop:popover-open')?.contains(document.activeElement)")
		p.Key("Escape")
		p.mustHaveFocus("#pluses button")
	})
	p.Run("help opens and closes, and gives the focus back", func() {
		p.tabTo("#helpbutton")
		p.Key("Enter")
		p.WaitFor("document.getElementById('help').open && document.getElementById('help').contains(document.activeElement)")
		if top := Eval[float64](p, "document.getElementById('help').scrollTop"); top != 0 {
			t.Errorf("help opens %v px below its first line", top)
		}
		p.Key("Escape")
		p.WaitFor("!document.getElementById('help').open")
		p.mustHaveFocus("#helpbutton")
	})
}

// openTab returns the id of the panel that is visible and is that of the selected tab, which has the focus; "" if there is no such
// panel, or another one is visible, too.
func (p *Page) openTab() string {
	p.t.Helper()
	return Eval[string](p, `(() => {
		const visible = [...document.querySelectorAll('[role=tabpanel]')].filter((e) => e.checkVisibility());
		const selected = [...document.querySelectorAll('[role=tab][aria-selected=true]')];
		if (visible.length !== 1 || selected.length !== 1) return '';
		const [panel] = visible, [tab] = selected;
		const fits = document.activeElement === tab && tab.getAttribute('aria-controls') === panel.id && panel.getAttribute('aria-labelledby') === tab.id;
		return fits ? panel.id : '';
	})()`)
}

// composing is the key code of keys that an input method handles.
const composing = 229

// layoutKey presses the key at position code that types key, with the browser's key code.
func (p *Page) layoutKey(key, code string, keyCode int64) {
	p.t.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
		_, err := chromedp.Call(p.ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: key, Code: code, WindowsVirtualKeyCode: keyCode})
		p.must(err)
	}
}

// valueText returns the value of an element that a screen reader says.
func (p *Page) valueText(id string) string {
	p.t.Helper()
	p.WaitFor(fmt.Sprintf("document.getElementById(%q).ariaValueText", id))
	return Eval[string](p, fmt.Sprintf("document.getElementById(%q).ariaValueText", id))
}
