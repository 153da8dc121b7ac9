// Package dom gives the page's program small typed helpers for the document.
//
// An Element stores what was last written to it: a program can write its whole
// state after every event, and only what changed reaches the document. Listeners
// are never removed, so they are added only to elements that last as long as the
// page. Events of list items are handled at the list around them.
package dom
