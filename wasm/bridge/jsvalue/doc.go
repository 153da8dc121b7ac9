// Package jsvalue takes values of JavaScript apart: promises, buffers, and reasons of failures.
package jsvalue
