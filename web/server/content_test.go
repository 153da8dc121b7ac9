package server

import (
	"fmt"
	"net/http"
	"testing"
)

func TestContentTypesAreThoseThatBrowsersRequire(t *testing.T) {
	h, _ := site(t, map[string]string{"index.html": "x", "page.wasm": "x", "boot.js": "x", "style.css": "x", "strings/ko.json": "x",
		"data/train.bin": "x", "models/cnn.safetensors": "x", "icon.svg": "x"})
	for path, want := range map[string]string{
		"/":                       "text/html; charset=utf-8",
		"/page.wasm":              "application/wasm", // anything else, a charset included, stops streaming compilation
		"/boot.js":                "text/javascript; charset=utf-8",
		"/style.css":              "text/css; charset=utf-8",
		"/strings/ko.json":        "application/json",
		"/data/train.bin":         "application/octet-stream",
		"/models/cnn.safetensors": "application/octet-stream",
		"/icon.svg":               "image/svg+xml",
	} {
		if response, _ := get(t, h, path); response.Header.Get("Content-Type") != want {
			t.Errorf("%s is %q, want %q", path, response.Header.Get("Content-Type"), want)
		}
	}
}

func TestCompressedFormsAreNegotiated(t *testing.T) {
	h, _ := site(t, map[string]string{"page.wasm": "plain", "page.wasm.br": "brotli!", "page.wasm.gz": "gzip", "data/a.bin": "shard"})
	for _, c := range []struct{ path, accept, encoding, body, vary string }{
		{"/page.wasm", "gzip, deflate, br, zstd", "br", "brotli!", "Accept-Encoding"}, // Chromium's header
		{"/page.wasm", "gzip, deflate", "gzip", "gzip", "Accept-Encoding"},
		{"/page.wasm", "br;q=0, GZIP;q=0.5", "gzip", "gzip", "Accept-Encoding"},
		{"/page.wasm", "br; q=0", "", "plain", "Accept-Encoding"},
		{"/page.wasm", "brotli", "", "plain", "Accept-Encoding"},
		{"/page.wasm", "", "", "plain", "Accept-Encoding"},
		{"/data/a.bin", "gzip, br", "", "shard", ""}, // shards are gzip inside: the page unpacks them itself
	} {
		t.Run(c.path+" "+c.accept, func(t *testing.T) {
			response, body := get(t, h, c.path, "Accept-Encoding: "+c.accept)
			got := fmt.Sprint(response.StatusCode, response.Header.Get("Content-Encoding"), body, response.Header.Get("Vary"))
			if want := fmt.Sprint(http.StatusOK, c.encoding, c.body, c.vary); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if length := response.Header.Get("Content-Length"); length != fmt.Sprint(len(c.body)) {
				t.Errorf("Content-Length %s, want %d", length, len(c.body))
			}
		})
	}
}

func TestEachFormOfAFileHasItsOwnTag(t *testing.T) {
	h, _ := site(t, map[string]string{"page.wasm": "plain", "page.wasm.br": "brotli"})
	plain, _ := get(t, h, "/page.wasm")
	packed, _ := get(t, h, "/page.wasm", "Accept-Encoding: br")
	if plain.Header.Get("ETag") == packed.Header.Get("ETag") {
		t.Errorf("both forms have the tag %s: a cache would mix them up", plain.Header.Get("ETag"))
	}
	if packed.Header.Get("Content-Type") != "application/wasm" {
		t.Errorf("compressed wasm is %q, want application/wasm", packed.Header.Get("Content-Type"))
	}
}
