package main

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"convlab/web/server"
)

// onefile makes the page of dist/ into one file that works from a folder: styles and scripts stand in it, and everything that
// the page fetches lies in it as letters, compressed where that helps.
type onefile struct {
	dir      string
	squeezer *squeezer
	inlined  map[string]bool
	scripts  []string // the policy's sources for scripts
	styles   []string // and for styles
	err      error    // the first
}

// page returns the one-file form of dist/'s page with the files of its manifest.
func (o *onefile) page(m *manifest) ([]byte, error) {
	o.inlined = map[string]bool{"index.html": true}
	html := o.file("index.html")
	var deferred strings.Builder
	html = replace(html, `<link rel="stylesheet" href="([^"]+)">`, func(name string) string {
		return "<style>" + o.inline(name, "</style", &o.styles) + "</style>"
	})
	html = replace(html, `<link rel="icon" href="([^"]+)"`, func(name string) string {
		o.inlined[name] = true
		return `<link rel="icon" href="data:` + server.ContentType(name) + ";base64," + base64.StdEncoding.EncodeToString([]byte(o.file(name))) + `"`
	})
	html = replace(html, `<script src="([^"]+)" defer></script>\n`, func(name string) string {
		deferred.WriteString(o.script(name) + "\n")
		return ""
	})
	html = replace(html, `<script src="([^"]+)"></script>`, o.script)
	own := string(form("onefile.js"))
	html = strings.Replace(html, "<script", "<script>"+own+"</script>\n<script", 1)
	o.scripts = append(o.scripts, source(own))
	html = strings.Replace(html, "<meta charset=\"utf-8\">\n", "", 1) // UTF-16 says so itself
	policy := fmt.Sprintf("default-src 'none'; script-src 'wasm-unsafe-eval' %s; worker-src blob:; img-src data:; style-src %s; base-uri 'none'; form-action 'none'",
		strings.Join(o.scripts, " "), strings.Join(o.styles, " "))
	html = replace(html, `http-equiv="Content-Security-Policy" content="([^"]+)"`, func(string) string {
		return `http-equiv="Content-Security-Policy" content="` + policy + `"`
	})
	html = strings.Replace(html, "</body>", o.archive(m)+deferred.String()+"</body>", 1)
	if o.err != nil {
		return nil, o.err
	}
	if strings.Contains(html, " src=\"") || !strings.Contains(html, policy) || len(o.styles) == 0 || deferred.Len() == 0 {
		return nil, fmt.Errorf("index.html: expected its policy, and styles and scripts in the form that web/cmd/dist inlines")
	}
	return utf16LE(html), nil
}

// replace puts f of the first submatch in the place of every match.
func replace(text, pattern string, f func(string) string) string {
	expression := regexp.MustCompile(pattern)
	return expression.ReplaceAllStringFunc(text, func(match string) string { return f(expression.FindStringSubmatch(match)[1]) })
}

// file reads a file of dist/.
func (o *onefile) file(name string) string {
	content, err := os.ReadFile(filepath.Join(o.dir, filepath.FromSlash(name)))
	if err != nil && o.err == nil {
		o.err = err
	}
	return string(content)
}

// script is a script element with a file in it.
func (o *onefile) script(name string) string {
	return fmt.Sprintf(`<script data-from="%s">%s</script>`, name, o.inline(name, "</script", &o.scripts))
}

// inline returns the text of a file that is to stand in an element, and adds its hash to the policy.
func (o *onefile) inline(name, end string, sources *[]string) string {
	text := o.file(name)
	if o.err == nil && (strings.Contains(text, end) || strings.Contains(text, "<!--")) {
		o.err = fmt.Errorf("%s: expected text that can stand in a page, received %s or <!-- in it", name, end)
	}
	o.inlined[name] = true
	*sources = append(*sources, source(text))
	return text
}

// source names an inline text in a policy.
func source(text string) string {
	hash := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'"
}

// archive is the files that the page fetches, an element each.
func (o *onefile) archive(m *manifest) string {
	var text strings.Builder
	for _, name := range append([]string{manifestName}, m.paths()...) {
		if o.inlined[name] || benchmark(name) {
			continue
		}
		content, gzip := []byte(o.file(name)), ""
		// Scripts become part of a worker's, and licences a page: those are taken as they are.
		if ext := path.Ext(name); ext != ".bin" && ext != ".js" && ext != ".txt" {
			packed, err := o.squeezer.gzip(content)
			if err != nil && o.err == nil {
				o.err = err
			}
			if packed != nil && len(packed) < len(content) {
				content, gzip = packed, " data-gzip"
			}
		}
		fmt.Fprintf(&text, "<script type=\"text/plain\" data-path=\"%s\" data-type=\"%s\" data-bytes=\"%d\"%s>%s</script>\n",
			name, server.ContentType(name), len(content), gzip, letters(content))
	}
	return text.String()
}

// addOnefile writes the one-file form, and the script that sends visitors to it.
func addOnefile(dir string, m *manifest, s *squeezer) error {
	o := onefile{dir: dir, squeezer: s}
	page, err := o.page(m)
	if err != nil {
		return fmt.Errorf("the one-file form: %w", err)
	}
	m.onefile = int64(len(page))
	if err := put(filepath.Join(dir, onefileName), page); err != nil {
		return err
	}
	return put(filepath.Join(dir, forwardName), form(forwardName))
}
