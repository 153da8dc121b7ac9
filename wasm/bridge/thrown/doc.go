// Package thrown makes values of JavaScript's exceptions, which reach Go as
// panics, and only from calls: what throws as a property is read with
// Reflect.get.
package thrown
