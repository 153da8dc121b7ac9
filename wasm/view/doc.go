// Package view decides what the screen shows and how events change it.
//
// It is pure: Update takes an event and returns commands for the trainer
// worker, Layout takes the state and returns a Scene. The stage paints the
// pictures of a Scene with Ebiten, the page sets its words and controls as
// HTML. Everything here is tested natively, without a browser.
package view
