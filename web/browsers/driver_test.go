//go:build browsers

// Package browsers tests the built page in Chromium, Firefox and WebKitGTK: a core set of what it promises, with the same checks in
// each. Build dist/ first. What only Chromium is tested for is in web/e2e.
package browsers

// driver is what the checks need of a browser. It has one tab.
type driver interface {
	// open loads an address and waits for the load event.
	open(url string) error
	// find returns the elements of an ARIA role and an accessible name, in document order. Some may not be visible.
	find(role, name string) ([]element, error)
	// call runs a JavaScript function that returns a string, or a promise of one. Its this is the element, or undefined for "".
	call(this element, function string) (string, error)
	// press presses the mouse at the first point of the viewport, moves it through the others and lets go.
	press(path []point) error
	// enter types a text and the Enter key where the focus is.
	enter(text string) error
	screenshot() ([]byte, error) // as PNG
}

// element is a driver's own name for an element of the page.
type element string

type point struct{ X, Y float64 }

// browser is a browser that runs, with a new profile.
type browser struct {
	driver
	name, version string
}
