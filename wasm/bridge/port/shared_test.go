//go:build js && wasm

package port

import (
	"syscall/js"
	"testing"
)

// without hides a property of a JavaScript object until the end of the test.
func without(t *testing.T, object js.Value, name string) {
	t.Helper()
	kept := object.Get(name)
	object.Set(name, js.Undefined())
	t.Cleanup(func() { object.Set(name, kept) })
}

// What is used decides, and not what a browser says of the page: WebKitGTK calls
// it isolated and has no SharedArrayBuffer, and where a page is not isolated
// that may be there and cannot be posted.
func TestMemoryIsSharedWhereAllThatItTakesIsThere(t *testing.T) {
	if !canShare() {
		t.Fatal("Node can share memory")
	}
	atomics := js.Global().Get("Atomics")
	for name, hide := range map[string]func(t *testing.T){
		"no SharedArrayBuffer on an isolated page": func(t *testing.T) {
			without(t, js.Global(), sharedBuffer)
			js.Global().Set("crossOriginIsolated", true)
			t.Cleanup(func() { js.Global().Delete("crossOriginIsolated") })
		},
		"no Atomics":        func(t *testing.T) { without(t, js.Global(), "Atomics") },
		"no Atomics.notify": func(t *testing.T) { without(t, atomics, "notify") },
		"it cannot be posted": func(t *testing.T) {
			ports := js.Global().Get("MessagePort").Get("prototype")
			kept := ports.Get("postMessage")
			ports.Set("postMessage", js.Global().Get("JSON").Get("parse")) // throws
			t.Cleanup(func() { ports.Set("postMessage", kept) })
		},
	} {
		t.Run(name, func(t *testing.T) {
			hide(t)
			if canShare() {
				t.Error("memory is said to be shared")
			}
		})
	}
	if !canShare() {
		t.Error("and not any more when all is back")
	}
}
