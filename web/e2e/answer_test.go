//go:build e2e

package e2e

import "testing"

func TestAClickOnADigitShowsHowItsScoreCameAbout(t *testing.T) {
	p := Open(t, Visit{W: 1280, H: 800, NoWebGL: true})
	p.Ready()
	p.TestDigit(7)
	p.WaitFor("/7’s|7 has/.test(document.getElementById('answercaption').innerText)")
	read, caption := p.State(), p.Text("#answercaption")

	p.Click("#prediction [data-digit='5']")
	p.WaitFor("document.getElementById('answercaption').innerText.startsWith('why not 5? 5 has ')")
	if s := p.State(); s.Chosen == read.Chosen || s.Prediction != 7 {
		t.Errorf("the route to the 5 goes through %+v, as that to the %d", s.Chosen, s.Prediction)
	}
	if numeral, row := p.Text("#numeral"), p.Text("#prediction tr.why th"); numeral != "7" || row != "5" {
		t.Errorf("the numeral is %s, the framed row %s", numeral, row)
	}
	p.Screenshot("why-not-5")
	p.Click("#prediction [data-digit='5']")
	p.Until("the route to the 7 is back", func(s State) bool { return s.Chosen == read.Chosen })
	if now := p.Text("#answercaption"); now != caption {
		t.Errorf("it says %q, said %q", now, caption)
	}
}
