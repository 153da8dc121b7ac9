//go:build !js

package main

import "encoding/binary"

// loop is a WebAssembly module that exports "memory" and "run", a function of the number of turns. Each turn does flops
// floating-point operations. No kernel can beat them: chains of arithmetic alone show the peak, and the inner loop of a
// matrix product with everything at hand shows what can be had of it.
type loop struct {
	name    string
	product bool // of matrices, else nothing but arithmetic
	bytes   []byte
	flops   int
}

// Opcodes of WebAssembly and, behind the prefix 0xfd, of its vectors (core specification 2.0, 5.4).
const (
	opLoop, opEnd, opBranchIf   = 0x03, 0x0b, 0x0d
	opGet, opSet                = 0x20, 0x21
	opF32Load, opI32Const       = 0x2a, 0x41
	opI32Add                    = 0x6a
	opLoad, opLoadSplat, opKeep = 0, 9, 11 // v128.load, v128.load32_splat, v128.store
	opAdd, opMul                = 0xe4, 0xe6

	typeI32, typeF32, typeV128, typeFunc, typeNone = 0x7f, 0x7d, 0x7b, 0x60, 0x40
)

// code is the body of a function; its methods append instructions.
type code []byte

func (c *code) op(op byte, immediates ...int) {
	*c = append(*c, op)
	for _, i := range immediates {
		*c = binary.AppendUvarint(*c, uint64(i))
	}
}

// constant is i32.const n, whose immediate is signed.
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

// countDown takes one from a local and goes back to the loop's begin while it is not 0.
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

const resultAt = 65536 // of the sums, so that no compiler can leave them out

// chains is n independent chains of v128 multiply and add, four times a turn: the peak.
func chains(name string, n int) loop {
	const turns, x, y, first, times = 0, 1, 2, 3, 4
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
	c.countDown(turns)
	c.keep(first, n)
	return loop{name, false, module(c, 0, 2+n), 2 * 4 * n * times}
}

// product is the inner loop of a packed matrix product over k steps, four of them written out, everything in the
// first-level cache: tile rows of A, two vectors of B.
func product(name string, rows int) loop {
	const turns, a, b, left, splat, b0, first, k, times = 0, 1, 2, 3, 4, 5, 7, 256, 4
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
	c.countDown(turns)
	c.keep(first, 2*rows)
	return loop{name, true, module(c, 3, 3+2*rows), 2 * 8 * rows * k}
}

// keep stores n vectors and leaves the first number as the function's result.
func (c *code) keep(first, n int) {
	for i := range n {
		c.constant(resultAt + 16*i)
		c.op(opGet, first+i)
		c.vector(opKeep, 0, 0)
	}
	c.constant(resultAt)
	c.op(opF32Load, 0, 0)
	c.op(opEnd)
}

// module wraps the body of run, which has locals of two kinds behind its parameter.
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

// loops are the two ceilings, each in the forms among which the fastest differs by machine.
func loops() []loop {
	return []loop{
		chains("peak, 8 chains", 8), chains("peak, 10 chains", 10), chains("peak, 12 chains", 12),
		product("product, 4x8", 4), product("product, 5x8", 5),
	}
}
