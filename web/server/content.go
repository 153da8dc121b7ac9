package server

import (
	"net/http"
	"path"
	"strconv"
	"strings"
)

// ContentType is the media type of a file by the ending of its name. It asks no table of the machine, so that a page is
// served the same everywhere: browsers refuse to stream wasm, and modules, under a wrong type.
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
	default: // .bin, .safetensors and what nobody thought of
		return "application/octet-stream"
	}
}

// encoding is one way a file can lie beside itself: its Content-Encoding and the ending of the compressed file's name.
type encoding struct{ token, suffix string }

// encodings lists what is looked for, best first.
func encodings() []encoding { return []encoding{{"br", ".br"}, {"gzip", ".gz"}} }

// negotiate picks the compressed form of a file that is there and accepted, else the file itself ({"", ""}), and says
// with Vary that it looked, when any compressed form exists.
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

// accepts says whether an Accept-Encoding header allows a coding by name (RFC 9110, 12.5.3); "q=0" forbids it. A bare
// "*" is not taken as an invitation: no browser sends it, and tools that do often cannot decode.
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
