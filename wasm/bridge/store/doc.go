// Package store stores files in the browser from visit to visit, in IndexedDB, and
// lets one page of the origin at a time hold a lock (Web Locks).
//
// Its functions block: call them from a goroutine of their own, not from an event.
package store
