// Package sharelink writes what the page shows, that is a network, its training,
// the pad and the language, as a short text for the part of a URL after the #,
// and reads such texts.
//
//	2&net=C32.3r-M2-C64.3r-M2-C64.3r-F-D64r-D10x&opt=rmsprop&lr=0.001&batch=64&epochs=5&examples=60000&shards=4&seed=1&lang=en&crc=c608d87d
//
// The first field is the version of the format, the last one a CRC over all
// before it. Everything that the trained weights depend on is written out, not
// the name of a preset, so that a link trains the same network wherever and
// whenever it is opened. Left out is only what is zero or as the page begins:
// momentum, nesterov, shift, digit, steps, lang, ink, joined.
//
// Links of version 1 have no CRC and no digit, steps, lang and joined. They are
// read, and no longer written.
//
// A link comes from anywhere and is not trusted: Decode refuses what
// cannot work, in the words of spec.Error, and allocates no more than a few times
// the text. Chat and mail programs change links; Decode takes such changes back
// (see repair), and reports what was cut or changed beyond that as a Damage.
package sharelink
