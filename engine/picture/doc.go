// Package picture knows the pictures that people have: their kinds, by their
// first bytes, and the limits within which one is read. It decodes nothing; the
// package decode beneath it does.
package picture
