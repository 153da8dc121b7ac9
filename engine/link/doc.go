// Package link writes a whole setting, that is a network, its training and
// a drawing, as a short text for the part of a URL behind the #, and reads
// what stands there.
//
//	1&net=C32.3r-M2-C64.3r-M2-C64.3r-F-D64r-D10x&opt=rmsprop&lr=0.001&batch=64&epochs=5&examples=60000&shards=4&seed=1
//
// In front stands the version of the format. Everything that the trained
// weights depend on is written out, not the name of a preset, so that a link
// trains the same network wherever and whenever it is opened. Left out is only
// what is zero: momentum, nesterov, shift, ink.
//
// A link comes from anywhere and is not trusted: Decode refuses what Encode
// would not write, in the words of spec.Error, and allocates no more than a
// few times the text.
package link
