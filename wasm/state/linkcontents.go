package state

// LinkContents is what a link of the moment has in it besides the settings, and
// what it leaves out.
type LinkContents struct {
	Digit    int    // index of the test picture on the pad, -1 without
	Drawing  bool   // strokes, over the test picture if there is one
	Steps    bool   // of the preparation, when some are left out
	Language string // "" for none
	Picture  bool   // the pad holds one that no link has
}

// LinkContents looks into the setting that Link writes, so that what is said of a
// link is what it has in it.
func (s *State) LinkContents() LinkContents {
	setting := s.setting()
	c := LinkContents{Digit: -1, Drawing: len(setting.Drawing.Strokes) > 0, Steps: setting.Steps != beginning().Steps, Language: setting.Language, Picture: s.Pad.Picture != nil}
	if setting.Digit.On {
		c.Digit = setting.Digit.Index
	}
	return c
}
