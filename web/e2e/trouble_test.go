//go:build e2e

package e2e

import "strings"

// Expect announces a trouble that the test provokes: one that contains the text does not fail it.
func (p *Page) Expect(text string) {
	p.t.Helper()
	if text == "" {
		p.t.Fatal("every trouble contains the empty text: name the one that is expected")
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.expected = append(p.expected, text)
}

// trouble remembers something that went wrong.
func (p *Page) trouble(kind, text string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.troubles = append(p.troubles, kind+": "+text)
}

// verdict fails the test for every trouble that was not expected, with a picture of how the page looked.
func (p *Page) verdict() {
	p.mutex.Lock()
	troubles, expected := p.troubles, p.expected
	p.mutex.Unlock()
	for _, trouble := range troubles {
		if !containsAny(trouble, expected) {
			p.t.Error(trouble)
		}
	}
	if p.t.Failed() {
		if picture, err := p.picture(); err == nil {
			p.t.Log("the page as it was then: ", p.keep(strings.ReplaceAll(p.t.Name(), "/", "_")+"-failed", picture))
		}
		if s, err := p.state(); err == nil {
			s.Layers, s.Hits = nil, nil // long
			p.t.Logf("and its state: %+v", s)
		}
	}
}

func containsAny(text string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}
