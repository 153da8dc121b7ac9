//go:build js && wasm

package store

import (
	"errors"
	"strings"
	"syscall/js"
	"testing"
	"time"
)

// fakeDatabase installs an indexedDB, which Node does not have, that answers open only if opens is set and never ends a
// transaction. answer answers its first request and returns how often a database was closed.
func fakeDatabase(t *testing.T, opens bool) (answer func() (closed int)) {
	t.Helper()
	install := js.Global().Get("Function").New("opens", `
		let closed = 0, first = null;
		const request = (result, event) => {
			const r = { result };
			if (event) setTimeout(() => r['on' + event]());
			return r;
		};
		const transaction = () => ({ objectStore: () => ({ getAll: () => request([]), getAllKeys: () => request([]), put() {}, delete() {} }) });
		const database = { transaction, close() { closed++; } };
		globalThis.indexedDB = { open: () => { const r = request(database, opens && 'success'); first ??= r; return r; } };
		return () => { first.onsuccess(); return closed; };`).Invoke(opens)
	t.Cleanup(func() { js.Global().Delete("indexedDB") })
	return func() int { return install.Invoke().Int() }
}

func mustTimeOut(t *testing.T, what string, err error) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Name != "TimeoutError" || !strings.Contains(e.Message, "20ms") {
		t.Errorf("%s: %v, want a TimeoutError that names 20ms", what, err)
	}
	if IsQuota(err) {
		t.Errorf("%s: a timeout counts as full storage", what)
	}
}

func TestAStorageThatDoesNotAnswerIsAnError(t *testing.T) {
	for name, opens := range map[string]bool{"it does not open": false, "it ends no transaction": true} {
		t.Run(name, func(t *testing.T) {
			fakeDatabase(t, opens)
			s := Store{Name: "silent", Timeout: 20 * time.Millisecond} // an answer would have come by then
			_, err := s.List()
			mustTimeOut(t, "List", err)
			mustTimeOut(t, "Put", s.Put(Entry{Key: "a"}, []byte{1}, nil))
			mustTimeOut(t, "Remove", s.Remove([]string{"a"}))
		})
	}
}

// An open database would prevent the user from deleting it.
func TestADatabaseThatOpensTooLateIsClosed(t *testing.T) {
	answer := fakeDatabase(t, false)
	s := Store{Name: "late", Timeout: 20 * time.Millisecond}
	_, err := s.List()
	mustTimeOut(t, "List", err)
	if closed := answer(); closed != 1 {
		t.Errorf("closed %d times, want once", closed)
	}
}
