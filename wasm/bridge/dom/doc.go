// Package dom is what the page's program does to the document: small typed
// helpers over syscall/js.
//
// Elements remember what was last written to them, so that a program can write
// its whole state after every event and only touch what changed. Listeners are
// added to elements that stay for as long as the page does; lists whose
// elements come and go are listened to from around them, so no js.Func is ever
// lost. Every listener wakes the stage.
package dom
