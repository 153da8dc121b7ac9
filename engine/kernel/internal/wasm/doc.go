// Package wasm holds package kernel's inner loops in Go's assembly for WebAssembly, in vectors of four float32. The stubs in
// stubs_wasm.go state what each loop computes and what it expects; package kernel calls them after it has checked its operands.
// On other machines, and from Go 1.28 on, the package is empty.
//
// The files work around what Go 1.27's assembler gets wrong: it drops the immediates of some instructions (see macros.h). That is
// why they are built with Go 1.27 alone.
package wasm
