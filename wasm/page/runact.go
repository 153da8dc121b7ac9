package main

import (
	"strconv"

	"convlab/wasm/view"
)

// runAct is what was done last with the table of runs. Everything that is done
// takes away what was said of the act before.
type runAct struct {
	used   int    // ID of the row whose settings were taken
	copied string // key of what is said about the clipboard
}

// actOn is an event of the table as an act.
func actOn(e view.Event) runAct {
	if use, ok := e.(view.UseRecord); ok {
		return runAct{used: use.ID}
	}
	return runAct{}
}

// text is what is to be said about it.
func (t runAct) text(s *view.State) string {
	for _, r := range s.Records {
		if r.ID == t.used && s.Draft.Training == r.Training && s.Draft.Model().Same(r.Model) {
			return s.Words.Say("runs.used")
		}
	}
	if t.copied != "" {
		return s.Words.Say(t.copied)
	}
	if n := len(s.Removed); n > 0 {
		return s.Words.Say("runs.removed", "n", strconv.Itoa(n))
	}
	return ""
}
