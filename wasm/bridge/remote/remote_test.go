//go:build js && wasm

package remote

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"strings"
	"syscall/js"
	"testing"
)

// url returns an address that contains its content, so that no server is needed.
func url(content []byte) string {
	return "data:application/octet-stream;base64," + base64.StdEncoding.EncodeToString(content)
}

func content(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i * i >> 3)
	}
	return b
}

func TestFetchReturnsAndCountsEveryByte(t *testing.T) {
	want := content(300_000)
	reported := 0
	f := File{URL: url(want), Got: func(received int) {
		if received <= reported {
			t.Errorf("%d bytes were reported after %d", received, reported)
		}
		reported = received
	}}
	got, err := f.Fetch()
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("got %d bytes, %v", len(got), err)
	}
	if reported != len(want) {
		t.Errorf("%d bytes were reported of %d", reported, len(want))
	}
}

func TestAPromiseOfWorkerJsIsUsedOnce(t *testing.T) {
	promises := js.Global().Get("Object").New()
	promises.Set("some.bin", js.Global().Call("fetch", url([]byte("early"))))
	js.Global().Set(early, promises)
	defer js.Global().Delete(early)
	if got, err := (File{URL: "some.bin"}).Fetch(); err != nil || string(got) != "early" {
		t.Errorf("got %q, %v", got, err)
	}
	// Node cannot fetch a relative address: the second time there is no promise.
	_, err := File{URL: "some.bin"}.Fetch()
	if err == nil || !strings.Contains(err.Error(), "some.bin") {
		t.Errorf("the error %v does not name the file", err)
	}
}

func TestAnAnswerThatIsNotTheFileIsAnError(t *testing.T) {
	promises := js.Global().Get("Object").New()
	response := js.Global().Get("Response").New("not here", map[string]any{"status": 404})
	promises.Set("gone.bin", js.Global().Get("Promise").Call("resolve", response))
	js.Global().Set(early, promises)
	defer js.Global().Delete(early)
	_, err := File{URL: "gone.bin"}.Fetch()
	if want := "gone.bin: expected HTTP 200, received 404"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestInflateUndoesGzip(t *testing.T) {
	want := content(100_000)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(want); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := Inflate(packed.Bytes())
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("got %d bytes, %v", len(got), err)
	}
	for name, file := range map[string][]byte{
		"cut":     packed.Bytes()[:packed.Len()-9],
		"no gzip": want,
		"empty":   {},
	} {
		if _, err := Inflate(file); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
