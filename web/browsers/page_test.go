//go:build browsers

package browsers

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// patience is how long one wait may take: far longer than anything needs on a slow machine with software graphics.
const patience = 90 * time.Second

// page is the page in one browser, for one check.
type page struct {
	browser
	t     *testing.T
	site  *site
	words map[string]string // the texts of the page, by their names in web/strings
}

// state is the part of convlab.state() that the checks read; wasm/snapshot/snapshot.go has all of it.
type state struct {
	Worker, Reason, Origin, Phase, Checksum, Seen string
	Epoch, Loaded, Prediction, Painted            int
	Complete, Ink, Staged                         bool
	Learn                                         []int
	Notices                                       []string
	Layers                                        []struct{ Hash string }
	Training                                      struct{ Epochs, Examples int }
	Network                                       struct{ Layers []struct{ Kind string } }
	Autosave                                      struct {
		Stored    bool
		Resumable []struct{ Epoch int }
	}
}

// ready says whether a network of the page's own can be asked, answered whether it has read what is on the pad.
func (s state) ready() bool    { return s.Worker == "alive" && s.Origin != "" }
func (s state) answered() bool { return s.Ink && len(s.Layers) > 0 && s.Layers[0].Hash == s.Seen }

// ask calls a function in the page and returns its result, awaited.
func ask[T any](p *page, this element, function string) T {
	p.t.Helper()
	value, err := try[T](p, this, function)
	if err != nil {
		p.t.Fatalf("%s: %v", function, err)
	}
	return value
}

func try[T any](p *page, this element, function string) (value T, err error) {
	text, err := p.call(this, "async function () { return JSON.stringify(await ("+function+").call(this)) ?? 'null'; }")
	if err == nil {
		err = json.Unmarshal([]byte(text), &value)
	}
	return value, err
}

// wait repeats a question until it is answered by true. Errors are not answers: the page may just be loading.
func (p *page) wait(what string, met func() (bool, error)) {
	p.t.Helper()
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		var ok bool
		if ok, err = met(); ok && err == nil {
			return
		}
	}
	p.t.Fatalf("waited %s until %s (last error: %v)", patience, what, err)
}

// until waits for a state of the page and returns it.
func (p *page) until(what string, is func(state) bool) (s state) {
	p.t.Helper()
	defer func() {
		if p.t.Failed() {
			s.Layers = nil // long
			p.t.Logf("the state was %+v", s)
		}
	}()
	p.wait(what, func() (bool, error) {
		text, err := try[string](p, "", "() => convlab.state()")
		if err != nil {
			return false, err
		}
		s = state{}
		err = json.Unmarshal([]byte(text), &s)
		return err == nil && is(s), err
	})
	return s
}

// load opens an address and waits until a network answers there.
func (p *page) load(url string) state {
	p.t.Helper()
	if err := p.open(url); err != nil {
		p.t.Fatalf("open %s: %v", url, err)
	}
	return p.until("a network is there", state.ready)
}

// word is a text of the page, its values filled in.
func (p *page) word(key string, values ...string) string {
	p.t.Helper()
	text, ok := p.words[key]
	if !ok {
		p.t.Fatalf("the page has no text named %s", key)
	}
	return strings.NewReplacer(values...).Replace(text)
}

// shows waits until the page shows a text.
func (p *page) shows(text string) {
	p.t.Helper()
	p.wait(fmt.Sprintf("the page shows %q", text), func() (bool, error) {
		shown, err := try[string](p, "", "() => document.body.innerText")
		return strings.Contains(shown, text), err
	})
}

// control waits for the first visible control of a role and of the name that the page's texts have under a key, and that ends with
// a value where it has one.
func (p *page) control(role, key string, value ...string) element {
	p.t.Helper()
	return p.named(role, strings.Join(append([]string{p.word(key)}, value...), " "))
}

// named waits for the first visible control of a role and a name.
func (p *page) named(role, name string) (e element) {
	p.t.Helper()
	p.wait(fmt.Sprintf("there is a %s named %q", role, name), func() (bool, error) {
		found, err := p.find(role, name)
		for _, e = range found {
			// What is inert or disabled cannot be used yet.
			if ok, err := try[bool](p, e, "function () { return this.checkVisibility() && !this.closest('[inert]') && !this.disabled; }"); ok || err != nil {
				return ok, err
			}
		}
		return false, err
	})
	return e
}

// at is where a point of an element, in shares of its size, is in the viewport.
func (p *page) at(e element, points ...point) (path []point) {
	p.t.Helper()
	// A radio button is invisible under its label.
	r := ask[[4]float64](p, e, "function () { const e = this.type === 'radio' ? this.closest('label') : this; "+
		"e.scrollIntoView({ block: 'center' }); const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; }")
	for _, at := range points {
		path = append(path, point{r[0] + at.X*r[2], r[1] + at.Y*r[3]})
	}
	return path
}

// click presses the mouse on a control.
func (p *page) click(role, key string, value ...string) {
	p.t.Helper()
	p.clickOn(p.control(role, key, value...), p.word(key))
}

// clickOn presses the mouse on an element.
func (p *page) clickOn(e element, name string) {
	p.t.Helper()
	if err := p.press(p.at(e, point{0.5, 0.5})); err != nil {
		p.t.Fatalf("click %q: %v", name, err)
	}
}

// chooseNetwork chooses a network in the menu, whose button has the name of the current one.
func (p *page) chooseNetwork(key string) {
	p.t.Helper()
	other := map[string]string{"top.dense": "top.convnet", "top.convnet": "top.dense"}[key]
	if shown, err := p.find("button", p.word("top.kind")+" "+p.word(key)); err == nil && len(shown) > 0 {
		return
	}
	p.click("button", "top.kind", p.word(other))
	p.click("button", key)
}

// fill types a value into a field.
func (p *page) fill(key, value string) {
	p.t.Helper()
	field := p.control("spinbutton", key)
	err := p.press(p.at(field, point{0.5, 0.5}))
	if err == nil {
		_, err = try[any](p, field, "function () { this.select(); }")
	}
	if err == nil {
		err = p.enter(value)
	}
	if err != nil {
		p.t.Fatalf("fill %q: %v", p.word(key), err)
	}
}

// draw draws the test drawing of a digit on the empty pad and waits for its answer.
func (p *page) draw(digit int) state {
	p.t.Helper()
	p.click("button", "pad.clear")
	p.until("the pad is empty", func(s state) bool { return !s.Ink })
	text, err := os.ReadFile(filepath.Join("..", "..", "engine", "drawing", "testdata", "digits.json"))
	if err != nil {
		p.t.Fatal(err)
	}
	var drawings []struct{ Strokes []struct{ Points []point } }
	if err := json.Unmarshal(text, &drawings); err != nil {
		p.t.Fatal(err)
	}
	pad := p.control("application", "pad.label")
	for _, stroke := range drawings[digit].Strokes {
		if err := p.press(p.at(pad, stroke.Points...)); err != nil {
			p.t.Fatalf("draw: %v", err)
		}
	}
	return p.until(fmt.Sprintf("the drawn %d is read", digit), state.answered)
}

// shot keeps what the browser shows in the folder $CONVLAB_SHOTS, if there is one.
func (p *page) shot(name string) {
	p.t.Helper()
	folder := os.Getenv("CONVLAB_SHOTS")
	if folder == "" && p.t.Failed() {
		folder = filepath.Join("..", "..", "dist-e2e")
	}
	if folder == "" {
		return
	}
	picture, err := p.screenshot()
	if err == nil {
		err = os.MkdirAll(folder, 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, p.name+"-"+strings.ReplaceAll(name, " ", "-")+".png"), picture, 0o644)
	}
	if err != nil {
		p.t.Logf("no picture of %s: %v", name, err)
	}
}
