// Package store keeps files in the browser from visit to visit, in IndexedDB,
// and lets one page of the origin at a time claim a name (Web Locks).
//
// Its functions wait, and are for goroutines of their own.
package store
