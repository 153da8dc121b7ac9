package spec

import (
	"fmt"
	"slices"
)

// Setting is a row of the table of settings: what everybody but the engine must
// know of one field of a Training. Validation, the flags of the command line and
// the fields of a link follow from it.
type Setting struct {
	Name string // of the field in JSON, and of a refused value

	// Of returns a pointer to the field: a *string, *bool, *int, *uint64 or
	// *float32, which is what Kind tells.
	Of func(*Training) any

	// Default is the note's value, with the type of the field. nil is the zero
	// value, which JSON and links leave out. Only a setting that defaults to zero
	// can be added: links, files and records of earlier releases do not have it.
	Default any

	Choices           []string // what a Choice can be, in the order of menus
	Low, High         uint64   // the limits of a number
	OpenLow, OpenHigh bool     // the limit itself is not allowed; one of them at most
	Optimizer         string   // the only optimiser that uses it; "": all do

	Link  string // name of the field of a link
	Flag  string // name of the flag
	Usage string // text of the flag, as package flag has it

	// Internal says why users cannot change it; "": they can. Then it has a Flag
	// and words in every language, settings.Name and hint.Name.
	Internal string
}

// SettingKind is what a setting can be set to.
type SettingKind int

// The kinds.
const (
	Choice  SettingKind = iota // one of Choices
	Switch                     // true or false
	Whole                      // a whole number from Low to High
	Decimal                    // a float32 from Low to High
)

// FindSetting returns the row of that name.
func FindSetting(name string) (Setting, bool) {
	for _, s := range Settings() {
		if s.Name == name {
			return s, true
		}
	}
	return Setting{}, false
}

// Kind follows from the type of the field.
func (s Setting) Kind() SettingKind {
	switch s.Of(&Training{}).(type) {
	case *string:
		return Choice
	case *bool:
		return Switch
	case *float32:
		return Decimal
	}
	return Whole
}

// Get returns the value in t: a string, bool, int, uint64 or float32.
func (s Setting) Get(t Training) any {
	switch field := s.Of(&t).(type) {
	case *string:
		return *field
	case *bool:
		return *field
	case *int:
		return *field
	case *uint64:
		return *field
	case *float32:
		return *field
	}
	panic("spec: a setting of an unknown type")
}

// Set changes the value in t. It panics where value is not of the type that Get
// returns.
func (s Setting) Set(t *Training, value any) {
	switch field := s.Of(t).(type) {
	case *string:
		*field = value.(string)
	case *bool:
		*field = value.(bool)
	case *int:
		*field = value.(int)
	case *uint64:
		*field = value.(uint64)
	case *float32:
		*field = value.(float32)
	}
}

// Check returns nil exactly when the value in t is one of Choices or within the
// limits, and an *Error otherwise.
func (s Setting) Check(t Training) error {
	switch v := s.Get(t).(type) {
	case string:
		if !slices.Contains(s.Choices, v) {
			return choice("", s.Name, v, s.Choices...)
		}
	case int:
		return checkRange("", s.Name, v, int(s.Low), int(s.High))
	case float32:
		return s.checkDecimal(v)
	}
	return nil // every bool and every uint64 works
}

func (s Setting) checkDecimal(v float32) error {
	low, high := float32(s.Low), float32(s.High)
	if v >= low && v <= high && !(s.OpenLow && v == low) && !(s.OpenHigh && v == high) { // NaN is refused
		return nil
	}
	e := &Error{Path: s.Name, Value: fmt.Sprint(v), Rule: RuleRange, Low: int(s.Low), High: int(s.High)}
	switch {
	case s.OpenLow:
		e.Want, e.Low = fmt.Sprintf("above %d and at most %d", s.Low, s.High), 0
	case s.OpenHigh:
		e.Want, e.High = fmt.Sprintf("%d up to, but not including, %d", s.Low, s.High), 0
	default:
		e.Want = fmt.Sprintf("%d to %d", s.Low, s.High)
	}
	return e
}
