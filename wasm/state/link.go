package state

import (
	"errors"
	"slices"
	"strings"

	"convlab/engine/drawing"
	"convlab/engine/sharelink"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// link is the state of the page's own link.
type link struct {
	opening  string // of a page as it begins, without a language
	spoken   string // language that a link has set for this visit, "" for none
	linked   bool   // the settings are a link's, and no network has come yet
	damage   *sharelink.DamagedError
	unchosen *sharelink.Content // of a link whose number is not chosen yet; nil: there is none
}

// Events of links.
type (
	// OpenLink opens what follows the # of a URL. OpenRest opens what still decodes
	// of one that was cut or changed.
	OpenLink struct{ Hash string }
	OpenRest struct{}
)

// Speak is the command to speak a language without remembering it. SetLanguage
// follows when its words have come.
type Speak struct{ Language string }

// updateLink handles an event of links.
func (s *State) updateLink(e Event) []Command {
	s.Draft.untouched = false
	if open, ok := e.(OpenLink); ok {
		return s.openLink(open.Hash)
	}
	return s.openRest()
}

// Link is the text after a URL's # that opens the settings shown, the pad, what the
// visitor looks at and the language.
func (s *State) Link() string { return s.link.encode(s.setting()) }

// setting is the content of a link to this moment.
func (s *State) setting() sharelink.Content {
	p := &s.Pad
	setting := sharelink.Content{Model: s.Draft.Model(), Training: s.Draft.Training, Drawing: p.Drawing, Steps: p.Steps}
	if p.Digit != nil {
		setting.Digit = sharelink.Digit{On: true, Index: p.Digit.Index}
	}
	if speaks(s.Language) {
		setting.Language = s.Language
	}
	s.addView(&setting)
	return setting
}

func (l *link) encode(setting sharelink.Content) string {
	text, err := sharelink.Encode(setting)
	if err != nil {
		return l.opening // impossible: the controls refuse what a link cannot hold, and the pad is full earlier
	}
	return text
}

// Languages are those that the page speaks.
func Languages() []string { return []string{"en", "ko"} }

func speaks(language string) bool { return slices.Contains(Languages(), language) }

// Address is the text after the # of the page's own URL: Link, or nothing
// while everything is as a page begins that was opened without one. Language and
// tab alone are no change: they are the visitor's own, unless a link set them.
func (s *State) Address() string {
	setting := s.setting()
	setting.Language, setting.Tab = "", ""
	if s.link.spoken == "" && !s.Selection.tabLinked && s.link.encode(setting) == s.link.opening {
		return ""
	}
	return s.Link()
}

// PenIsDown reports whether a gesture is under way.
func (p *Pad) PenIsDown() bool { return p.gesture.down }

// beginning is a page that was opened without a link.
func beginning() sharelink.Content {
	p, _ := spec.FindPreset("convnet")
	return sharelink.Content{Model: p.Model, Training: p.Training, Steps: drawing.AllSteps()}
}

// openLink opens what follows the # of a URL. An invalid link is refused and
// changes nothing; of one that was cut or changed, the rest is offered.
func (s *State) openLink(hash string) []Command {
	s.link.damage = nil
	text := strings.TrimPrefix(hash, "#")
	if text == "" {
		s.link.spoken, s.Selection.tabLinked = "", false
		return s.openSetting(sharelink.Link{Content: beginning(), Version: 2})
	}
	l, err := sharelink.Decode(text)
	var damage *sharelink.DamagedError
	switch {
	case errors.As(err, &damage):
		s.offerRest(damage)
		return nil
	case err != nil:
		s.Notices.addLink(Notice{Key: "link", Message: err.Error()})
		return nil
	}
	return s.openSetting(l)
}

// offerRest says what happened to a link, and keeps what still decodes for OpenRest.
func (s *State) offerRest(damage *sharelink.DamagedError) {
	notice := Notice{Key: "linkchanged", Message: damage.Error()}
	if damage.Cut {
		notice.Key = "linkcut"
	}
	rest, names := damage.Rest(beginning())
	if _, shown := FromModel(rest.Model, rest.Training); shown && len(names) > 0 {
		s.link.damage = damage
		notice.Action = "openrest"
		notice.Message += "; can still be read: " + strings.Join(names, ", ")
	}
	s.Notices.addLink(notice)
}

// openRest opens what still decodes of a damaged link.
func (s *State) openRest() []Command {
	if s.link.damage == nil {
		return nil
	}
	rest, _ := s.link.damage.Rest(beginning())
	s.link.damage = nil
	return s.openSetting(sharelink.Link{Content: rest, Version: 2})
}

// openSetting shows what a link contains. If it has the settings shown, it changes
// only the pad, the view and the language.
func (s *State) openSetting(l sharelink.Link) []Command {
	next, ok := FromModel(l.Model, l.Training)
	if !ok {
		s.Notices.addLink(Notice{Key: "link", Message: unshown(l.Model).Error()})
		return nil
	}
	s.Notices.dismissLink()
	if len(l.Ignored) > 0 {
		s.Notices.add(Notice{Key: "linknewer", What: l.IgnoredText()})
	}
	list := s.speak(l.Language)
	if !next.same(s.Draft.Settings) {
		list = append(list, s.openNetwork(next)...)
	}
	list = append(list, s.drawLink(l)...)
	return append(list, s.openView(l.Content)...)
}

// openNetwork replaces the network by that of a link, ready to train: with shipped
// weights if its structure has some, else with fresh ones.
func (s *State) openNetwork(next Settings) []Command {
	if !s.possible(next, "", "") {
		return nil
	}
	s.saveValues()
	s.Draft.choose(next)
	s.Draft.replace(next)
	if s.link.linked = s.Worker.Status != Dead && s.Network.Serial == 0; s.link.linked {
		return nil // receiveNetwork comes back to it
	}
	n, name := s.Network, next.Preset()
	set := wire.SetTraining{Training: next.Training}
	switch same := next.Model().Same(n.Model) && !s.Network.opens && s.Network.loads == ""; {
	case Shipped(name) && n.Origin == wire.Pretrained && !n.Changed && same && s.Worker.Status == Alive:
		s.dropPending()
		s.relearn()
		return []Command{set}
	case Shipped(name):
		return s.loadPreset(name, next)
	case same && s.Worker.Status == Alive:
		s.dropPending()
		s.relearn()
		return append([]Command{set}, s.send(wire.Reset{})...)
	}
	s.dropPending()
	s.relearn()
	return s.send(wire.Reset{})
}

// speak changes to the language of a link, for this visit.
func (s *State) speak(language string) []Command {
	if !speaks(language) {
		return nil
	}
	s.link.spoken = language
	if language == s.Language {
		return nil
	}
	s.Language = language
	return []Command{Speak{Language: language}}
}

// unshown says that a network works and that the controls have no place for it.
func unshown(m spec.Model) error {
	return &spec.Error{
		Path: "net", Value: "layers " + strings.Join(m.Names(), ", "), Rule: spec.RuleSyntax,
		Want: "convolutions, each with at most one pooling behind it, then flatten or global average pooling, at most one dense layer, and dropout only before the last",
	}
}

// same reports whether both train the same network.
func (s Settings) same(o Settings) bool {
	return s.Training == o.Training && s.Model().Same(o.Model())
}

// LinkContents lists what a link to this moment contains in addition to the settings,
// and what it leaves out.
type LinkContents struct {
	Digit    int    // index of the test picture on the pad, -1 without
	Drawing  bool   // strokes, over the test picture if there is one
	Steps    bool   // of the preparation, when some are left out
	Language string // "" for none
	Number   bool   // that the visitor has chosen
	Colours  bool   // a colour scale, or colours, that the visitor has chosen
	Tab      Panel  // "" for none
	Picture  bool   // the pad has one, which no link contains
}

// LinkContents reads the setting that Link encodes, so that it is always true.
func (s *State) LinkContents() LinkContents {
	setting := s.setting()
	c := LinkContents{
		Digit: -1, Drawing: len(setting.Drawing.Strokes) > 0, Steps: setting.Steps != beginning().Steps, Language: setting.Language,
		Number: setting.Number.On, Colours: setting.Scale != "" || setting.Magma, Tab: Panel(setting.Tab), Picture: s.Pad.Picture != nil,
	}
	if setting.Digit.On {
		c.Digit = setting.Digit.Index
	}
	return c
}
