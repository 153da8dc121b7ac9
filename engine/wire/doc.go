// Package wire holds the messages between the page and its workers.
//
// A message is a JSON head and, where it carries many numbers or a file, a
// payload: little-endian float32, or the bytes of the file. Commands go from the
// page to the trainer worker; events come back. Neither side trusts the other's
// bytes: Parse refuses what it does not know.
package wire
