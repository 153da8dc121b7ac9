// Package thrown turns exceptions of JavaScript into errors. They reach Go as
// panics, and only from calls: read a property that may throw with Reflect.get.
package thrown
