package server

import (
	"net/http"
	"path"
	"strconv"
	"strings"
)

// ContentType returns the media type of a file by the extension of its name. It uses no table of the machine, so that the types
// are the same everywhere: browsers refuse to stream wasm, and modules, with a wrong type.
func ContentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json":
		return "application/json"
	case ".wasm":
		return "application/wasm"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".ico":
		return "image/x-icon"
	case ".webmanifest":
		return "application/manifest+json"
	case ".txt":
		return "text/plain; charset=utf-8"
	default: // .bin, .safetensors and all others
		return "application/octet-stream"
	}
}

// encoding is a form of a compressed file: its Content-Encoding and the suffix of its name.
type encoding struct{ token, suffix string }

// encodings returns the forms, best first.
func encodings() []encoding { return []encoding{{"br", ".br"}, {"gzip", ".gz"}} }

// negotiate returns the best compressed form of a file that exists and is accepted, or the file itself ({"", ""}). It sets Vary
// if any compressed form exists.
func (h *handler) negotiate(header http.Header, r *http.Request, name string) encoding {
	var chosen encoding
	for _, e := range encodings() {
		info, err := h.root.Stat(name + e.suffix)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		header.Set("Vary", "Accept-Encoding")
		if chosen.token == "" && accepts(r.Header.Get("Accept-Encoding"), e.token) {
			chosen = e
		}
	}
	return chosen
}

// accepts reports whether an Accept-Encoding header allows a coding by its name (RFC 9110, 12.5.3); "q=0" forbids it. A bare "*"
// does not allow it: no browser sends it, and tools that do often cannot decode.
func accepts(header, token string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, parameters, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(coding), token) {
			continue
		}
		weight, found := strings.CutPrefix(strings.TrimSpace(parameters), "q=")
		if !found {
			return true
		}
		q, err := strconv.ParseFloat(weight, 64)
		return err == nil && q > 0
	}
	return false
}
