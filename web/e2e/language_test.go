//go:build e2e

package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// shownTexts collects every text, name and title of the page, visible or not, except unused labels and those of the closed
// popover, which are written when it opens.
const shownTexts = `(() => {
	const texts = new Set();
	const walker = document.createTreeWalker(document.getElementById('page'), NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) if (!walker.currentNode.parentNode.closest('#labels [hidden], .pop:not(:popover-open)')) texts.add(walker.currentNode.data.trim());
	for (const e of document.querySelectorAll('#page :not(.pop:not(:popover-open) *)'))
		for (const name of ['aria-label', 'title', 'aria-description']) texts.add(e.getAttribute(name) ?? '');
	return [...texts];
})()`

func words(t *testing.T, language string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "dist", "strings", language+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var list map[string]string
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestLanguageAndThemeChangeAndAreStored(t *testing.T) {
	en, ko := words(t, "en"), words(t, "ko")
	p := Open(t, Visit{})
	p.Ready()
	p.Draw(digits(t)[5])
	p.Radio("blocks[0].stride", "2") // refused: the text at the control must change, too
	p.Until("it is refused", func(s State) bool { return s.Refusal != "" })
	paper := Eval[string](p, "getComputedStyle(document.body).backgroundColor")

	p.Language()
	p.Click("#theme")
	for _, when := range []string{"at once", "after a reload"} {
		p.Run(when, func() {
			p.Until("the program uses Korean", func(s State) bool { return s.Language == "ko" && s.Ready() })
			p.WaitFor("document.documentElement.lang === 'ko' && document.getElementById('language').innerText === 'English'")
			if text := p.Text("#train"); text != ko["top.train"] {
				p.t.Errorf("the main button says %q, want %q", text, ko["top.train"])
			}
			p.Control("blocks[0].stride") // its popover, with the refusal
			korean(p, en, ko)
			p.Key("Escape")
			if now := Eval[string](p, "getComputedStyle(document.body).backgroundColor"); now == paper || now != "rgb(20, 22, 26)" { // dark paper, #14161A
				p.t.Errorf("the paper is %s, want the dark one", now)
			}
			p.Screenshot("korean-dark-" + when[:2])
		})
		if when == "at once" {
			p.Reload()
		}
	}

	p.Language()
	p.Click("#theme")
	p.Until("the program uses English", func(s State) bool { return s.Language == "en" })
	p.WaitFor("document.getElementById('train').innerText === 'Train'")
	p.WaitFor("getComputedStyle(document.body).backgroundColor === '" + paper + "'")
}

// korean fails the test for every text that is a key, or English with a Korean translation.
func korean(p *Page, en, ko map[string]string) {
	p.t.Helper()
	english := map[string]string{}
	for key, text := range en {
		if ko[key] != text {
			english[text] = key
		}
	}
	for _, text := range ko {
		delete(english, text) // the text is also Korean, under another key
	}
	delete(english, "sigmoid") // a value as Keras writes it
	for _, text := range Eval[[]string](p, shownTexts) {
		if _, isKey := en[text]; isKey {
			p.t.Errorf("the page shows a key instead of its text: %s", text)
		}
		if key, left := english[text]; left {
			p.t.Errorf("the Korean page says %q, which is the English of %s", text, key)
		}
	}
}
