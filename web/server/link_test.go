package server

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// request sends a request with this target, unchanged, and returns the response.
func request(t *testing.T, h http.Handler, target string) *http.Response {
	t.Helper()
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, target, nil))
	return recorder.Result()
}

func TestALinkWhoseHashWasEscapedLeadsToThePage(t *testing.T) {
	h, _ := site(t, map[string]string{"index.html": "page"})
	for target, want := range map[string]string{
		"/%231&net=F-D10x&seed=1":             "/#1&net=F-D10x&seed=1",
		"/%231%26net%3DF-D10x":                "/#1%26net%3DF-D10x", // the page decodes the rest
		"/%25231%2526net":                     "/#1%2526net",
		"/%23":                                "/#",
		"/%232&net=F?utm_source=chat":         "/#2&net=F",
		"/%23/../../secret.txt":               "/#/../../secret.txt",
		"/%23https://example.org/":            "/#https://example.org/",
		"/%23//example.org":                   "/#//example.org",
		"/%23%0d%0aSet-Cookie:%20a=b":         "/#%0d%0aSet-Cookie:%20a=b",
		"http://example.org/%232&net=F-D10x":  "/#2&net=F-D10x", // a proxy's form
		"/%23<script>alert(1)</script>\u00e9": "/#%3Cscript%3Ealert%281%29%3C/script%3E%C3%A9",
	} {
		response := request(t, h, target)
		if got := response.Header.Get("Location"); response.StatusCode != http.StatusFound || got != want {
			t.Errorf("%s: %d to %q, want 302 to %q", target, response.StatusCode, got, want)
		}
		if response.Header.Get("Cache-Control") != "no-store" || response.Header.Get("Content-Security-Policy") != Policy {
			t.Errorf("%s: headers %v", target, response.Header)
		}
	}
}

// For every path, a redirect leads to the page on this server.
func FuzzRedirectsStayHere(f *testing.F) {
	for _, path := range []string{"/%23x", "/%2523x", "//example.org/%23", "/%5c%5cexample.org", "/a/%23", "/%23\\example.org", "/#"} {
		f.Add(path)
	}
	h, err := Handler(f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, path string) {
		target, err := url.Parse(path)
		if err != nil {
			return
		}
		recorder := httptest.NewRecorder()
		h.ServeHTTP(recorder, &http.Request{Method: http.MethodGet, URL: target, Header: http.Header{}})
		location := recorder.Result().Header.Get("Location")
		if location == "" {
			return
		}
		from, _ := url.Parse("http://localhost:8080/some/where")
		to, err := from.Parse(location)
		if err != nil || !strings.HasPrefix(location, "/#") || to.Host != from.Host || to.Path != "/" || to.RawQuery != "" {
			t.Errorf("%q leads to %q: %v", path, location, err)
		}
		if strings.ContainsAny(location, "\r\n \"<>") {
			t.Errorf("%q leads to %q, which is no URL", path, location)
		}
	})
}

func TestOtherPathsDoNotRedirect(t *testing.T) {
	h, _ := site(t, map[string]string{"index.html": "page"})
	for _, target := range []string{"/%24", "/data/%23x", "//%23x", "/%2F%23", "/index.html", "/?%23"} {
		if location := request(t, h, target).Header.Get("Location"); location != "" {
			t.Errorf("%s leads to %q", target, location)
		}
	}
}
