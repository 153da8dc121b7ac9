// Package state holds what the page knows and decides how events change it.
//
// It is pure: Update takes an event and returns commands for the trainer worker
// and for the page. It knows no texts (package wording) and no places (package
// layout), and is tested natively, without a browser.
package state
