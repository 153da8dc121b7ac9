//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// spin has the ARIA attributes of a number field, and its text.
type spin struct {
	Role, Keys, Low, High, Now, Says string // Keys: the keyboard of a phone
	Text                             string
	Invalid                          bool
}

func (p *Page) spin(selector string) spin {
	p.t.Helper()
	return Eval[spin](p, fmt.Sprintf(`(e => ({
		Role: e.getAttribute('role'), Keys: e.type + ' ' + e.inputMode, Low: e.getAttribute('aria-valuemin'), High: e.getAttribute('aria-valuemax'), Now: e.getAttribute('aria-valuenow'),
		Says: e.getAttribute('aria-valuetext') ?? '', Text: e.value, Invalid: e.getAttribute('aria-invalid') === 'true',
	}))(document.querySelector(%q))`, selector))
}

const filters = `[data-path="blocks[0].filters"]`

func TestFieldsForNumbers(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1280, H: 800})
	opened := p.Ready()

	p.Run("a screen reader gets value and limits", func() {
		for path, want := range map[string]spin{
			"training.batch_size":    {Role: "spinbutton", Keys: "text numeric", Low: "1", High: "1024", Now: "64", Text: "64"},
			"training.learning_rate": {Role: "spinbutton", Keys: "text decimal", Low: "0", High: "10", Now: "0.001", Text: "0.001"},
			"dropout":                {Role: "spinbutton", Keys: "text decimal", Low: "0", High: "0.9", Now: "0", Text: "0"},
			"training.seed":          {Role: "spinbutton", Keys: "text numeric", Low: "0", High: "18446744073709551615", Now: "1", Text: "1"},
			"blocks[0].filters":      {Role: "spinbutton", Keys: "text numeric", Low: "1", High: "256", Now: "32", Text: "32"},
		} {
			if got := p.spin(p.Control(path)); got != want {
				p.t.Errorf("%s: got %+v, want %+v", path, got, want)
			}
		}
	})

	p.Run("the wheel over the focused field scrolls and changes nothing", func() {
		p.Resize(Visit{W: 1280, H: 640}) // too low for all of the popover
		const scrolled = openPopover + ".scrollTop"
		p.Click(p.Control("blocks[0].filters"))
		before := Eval[float64](p, scrolled)
		p.Wheel(p.Place(filters).At(0.5, 0.5), 200)
		p.WaitFor(fmt.Sprintf("%s > %v", scrolled, before))
		p.mustHaveFocus(filters)
		p.Frame()
		if s := p.State(); p.spin(filters).Text != "32" || s.Draft.Layers[0].Filters != 32 || len(s.Learn) > 0 || s.Checksum != opened.Checksum {
			p.t.Errorf("the field shows %+v and the controls %+v", p.spin(filters), s.Draft)
		}
		p.Resize(Visit{W: 1280, H: 800})
	})

	p.Run("Up and Down change the number by the field's step, within its limits", func() {
		p.Click(p.Control("training.batch_size"))
		p.Key("ArrowUp")
		p.Until("the batch is one larger", func(s State) bool { return s.Training.BatchSize == 65 })
		p.Key("ArrowDown")
		p.Key("ArrowDown")
		p.Until("the batch is two smaller", func(s State) bool { return s.Training.BatchSize == 63 })
		if got := p.spin(p.Control("training.batch_size")); got.Text != "63" || got.Now != "63" {
			p.t.Errorf("the field has %+v", got)
		}
		p.mustHaveFocus(p.Control("training.batch_size"))
		Eval[bool](p, `(field => { // a key that is held down repeats faster than a slow machine paints
			for (let i = 0; i < 7; i++) field.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowUp', bubbles: true, cancelable: true}));
			return true;
		})(document.getElementById('training.batch_size'))`)
		p.Until("each of seven keys counts", func(s State) bool { return s.Training.BatchSize == 70 })
		p.Click(p.Control("training.learning_rate"))
		p.Key("ArrowUp")
		p.Until("the rate is twice as high", func(s State) bool { return s.Training.LearningRate == 0.002 })
		p.Key("ArrowDown")
		p.Until("the rate is as before", func(s State) bool { return s.Training.LearningRate == 0.001 })
		p.Fill(p.Control("training.epochs"), "100")
		p.Until("there are 100 epochs", func(s State) bool { return s.Training.Epochs == 100 })
		p.Key("ArrowUp")
		p.Key("ArrowDown")
		p.Until("Up stopped at the limit", func(s State) bool { return s.Training.Epochs == 99 })
	})

	p.Run("full-width digits are digits", func() {
		p.Set("training.batch_size", "６４")
		p.Until("the batch is 64", func(s State) bool { return s.Training.BatchSize == 64 })
		p.Set("training.examples", "１０，０００")
		p.Until("there are 10,000 images", func(s State) bool { return s.Training.Examples == 10000 })
		if got := p.spin(p.Control("training.batch_size")); got.Text != "64" || got.Invalid {
			p.t.Errorf("the field has %+v", got)
		}
	})

	p.Run("64,5 is not a batch size, and becomes neither 64 nor 645", func() {
		before := p.State()
		p.Fill(p.Control("training.batch_size"), "64,5")
		s := p.Until("it is refused", func(s State) bool { return s.Refusal == "training.batch_size" })
		if s.Training != before.Training {
			p.t.Errorf("the training is %+v, want it unchanged: %+v", s.Training, before.Training)
		}
		if got := p.spin(p.Control("training.batch_size")); got.Text != "64,5" || got.Says != "64,5" || !got.Invalid {
			p.t.Errorf("the field has %+v, want the typed text, marked as invalid", got)
		}
		if text := p.Text(`[data-refusal="training.batch_size"]`); !strings.Contains(text, "64,5") || !strings.Contains(text, "from 1 to 1,024") {
			p.t.Errorf("the refusal is %q", text)
		}
		p.Screenshot("refused-batch-64,5")
		p.Key("ArrowUp") // from the last valid number
		s = p.Until("it is valid", func(s State) bool { return s.Refusal == "" })
		if got := p.spin(p.Control("training.batch_size")); s.Training.BatchSize != 65 || got.Text != "65" || got.Says != "" || got.Invalid {
			p.t.Errorf("the batch is %d and the field has %+v", s.Training.BatchSize, got)
		}
	})
}
