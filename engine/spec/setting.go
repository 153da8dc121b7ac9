package spec

import (
	"fmt"
	"slices"
)

// Setting is a row of the table of settings. It describes one field of a Training
// to everything but the engine: validation, the flags of the command line and the
// fields of a link follow from it.
type Setting struct {
	Name string // of the field in JSON, and in refusals

	// Of returns a pointer to the field: a *string, *bool, *int, *uint64 or
	// *float32. Kind follows from its type.
	Of func(*Training) any

	// Default is the note's value, with the type of the field. nil means the zero
	// value, which JSON and links leave out. A new setting must default to zero:
	// links, files and records of earlier releases do not have it.
	Default any

	Choices           []string // the values of a Choice, in the order of menus
	Low, High         uint64   // the limits of a number
	OpenLow, OpenHigh bool     // the limit itself is not allowed; at most one of them is set
	Optimizer         string   // the only optimiser that uses it; "": all use it

	Link  string // name of the field in a link
	Flag  string // name of the flag
	Usage string // usage text of the flag, in the form of package flag

	// Internal says why users cannot change the setting. "" means that they can;
	// then it has a Flag, and the texts settings.Name and hint.Name in every
	// language.
	Internal string
}

// SettingKind is the kind of values of a setting.
type SettingKind int

// The kinds.
const (
	Choice  SettingKind = iota // one of Choices
	Switch                     // true or false
	Whole                      // a whole number from Low to High
	Decimal                    // a float32 from Low to High
)

// FindSetting returns the setting of that name.
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

// Check returns an *Error unless the value in t is one of Choices or within the
// limits.
func (s Setting) Check(t Training) error {
	switch v := s.Get(t).(type) {
	case string:
		if !slices.Contains(s.Choices, v) {
			return notOneOf("", s.Name, v, s.Choices...)
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
