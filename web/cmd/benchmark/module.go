//go:build !js

package main

import "encoding/binary"

// loop is a WebAssembly module that exports "memory" and "run", a function of the number of iterations. Each iteration does
// flops floating-point operations. No kernel is faster: chains of arithmetic show the peak, and the inner loop of a matrix
// product with all data in the first-level cache shows how much of it a product can reach.
type loop struct {
	name    string
	product bool // a matrix product; otherwise arithmetic only
	bytes   []byte
	flops   int
}

// Opcodes of WebAssembly; those of vectors follow the prefix 0xfd (core specification 2.0, 5.4).
const (
	opLoop, opEnd, opBranchIf    = 0x03, 0x0b, 0x0d
	opGet, opSet                 = 0x20, 0x21
	opF32Load, opI32Const        = 0x2a, 0x41
	opI32Add                     = 0x6a
	opLoad, opLoadSplat, opStore = 0, 9, 11 // v128.load, v128.load32_splat, v128.store
	opAdd, opMul                 = 0xe4, 0xe6

	typeI32, typeF32, typeV128, typeFunc, typeNone = 0x7f, 0x7d, 0x7b, 0x60, 0x40
)

// code is the body of a function. Its methods append instructions.
type code []byte

func (c *code) op(op byte, immediates ...int) {
	*c = append(*c, op)
	for _, i := range immediates {
		*c = binary.AppendUvarint(*c, uint64(i))
	}
}

// constant appends i32.const n, whose immediate is signed.
func (c *code) constant(n int) {
	*c = append(*c, opI32Const)
	for ; n < -64 || n > 63; n >>= 7 {
		*c = append(*c, byte(n)|0x80)
	}
	*c = append(*c, byte(n)&0x7f)
}

func (c *code) vector(op int, immediates ...int) {
	c.op(0xfd, append([]int{op}, immediates...)...)
}

// countDown decrements a local and branches to the start of the loop while it is not 0.
func (c *code) countDown(local int) {
	c.step(local, -1)
	c.op(opGet, local)
	c.op(opBranchIf, 0)
	c.op(opEnd)
}

func (c *code) step(local, by int) {
	c.op(opGet, local)
	c.constant(by)
	c.op(opI32Add)
	c.op(opSet, local)
}

const resultAt = 65536 // where the sums are stored, so that no compiler can remove them

// chains returns n independent chains of v128 multiply and add, four times an iteration: the peak.
func chains(name string, n int) loop {
	const iterations, x, y, first, times = 0, 1, 2, 3, 4
	var c code
	for local := x; local < first+n; local++ {
		c.constant(16 * local)
		c.vector(opLoad, 0, 0)
		c.op(opSet, local)
	}
	c.op(opLoop, typeNone)
	for range times {
		for a := first; a < first+n; a++ {
			c.op(opGet, a)
			c.op(opGet, x)
			c.vector(opMul)
			c.op(opGet, y)
			c.vector(opAdd)
			c.op(opSet, a)
		}
	}
	c.countDown(iterations)
	c.store(first, n)
	return loop{name, false, module(c, 0, 2+n), 2 * 4 * n * times}
}

// product returns the inner loop of a packed matrix product over k steps, unrolled four times: rows rows of A by two vectors
// of B, all in the first-level cache.
func product(name string, rows int) loop {
	const iterations, a, b, left, splat, b0, first, k, times = 0, 1, 2, 3, 4, 5, 7, 256, 4
	var c code
	c.op(opLoop, typeNone)
	for local, value := range []int{a: 0, b: 4 * k * rows, left: k / times} {
		if local > 0 {
			c.constant(value)
			c.op(opSet, local)
		}
	}
	c.op(opLoop, typeNone)
	for t := range times {
		for v := range 2 {
			c.op(opGet, b)
			c.vector(opLoad, 0, 16*(2*t+v))
			c.op(opSet, b0+v)
		}
		for r := range rows {
			c.op(opGet, a)
			c.vector(opLoadSplat, 0, 4*(t*rows+r))
			c.op(opSet, splat)
			for v := range 2 {
				sum := first + 2*r + v
				c.op(opGet, sum)
				c.op(opGet, splat)
				c.op(opGet, b0+v)
				c.vector(opMul)
				c.vector(opAdd)
				c.op(opSet, sum)
			}
		}
	}
	c.step(a, 4*times*rows)
	c.step(b, 32*times)
	c.countDown(left)
	c.countDown(iterations)
	c.store(first, 2*rows)
	return loop{name, true, module(c, 3, 3+2*rows), 2 * 8 * rows * k}
}

// store stores n vectors and leaves the first number as the function's result.
func (c *code) store(first, n int) {
	for i := range n {
		c.constant(resultAt + 16*i)
		c.op(opGet, first+i)
		c.vector(opStore, 0, 0)
	}
	c.constant(resultAt)
	c.op(opF32Load, 0, 0)
	c.op(opEnd)
}

// module wraps the body of run. After its parameter, run has locals of two types.
func module(body code, integers, vectors int) []byte {
	m := []byte("\x00asm\x01\x00\x00\x00")
	section := func(id byte, content ...byte) {
		m = binary.AppendUvarint(append(m, id), uint64(len(content)))
		m = append(m, content...)
	}
	section(1, 1, typeFunc, 1, typeI32, 1, typeF32)
	section(3, 1, 0)
	section(5, 1, 0, 2) // two pages of memory
	section(7, append([]byte("\x02\x06memory\x02\x00"), "\x03run\x00\x00"...)...)
	function := append([]byte{2, byte(integers), typeI32, byte(vectors), typeV128}, body...)
	section(10, append(binary.AppendUvarint([]byte{1}, uint64(len(function))), function...)...)
	return m
}

// loops returns the two ceilings, each in several forms: which is the fastest depends on the machine.
func loops() []loop {
	return []loop{
		chains("peak, 8 chains", 8), chains("peak, 10 chains", 10), chains("peak, 12 chains", 12),
		product("product, 4x8", 4), product("product, 5x8", 5),
	}
}
