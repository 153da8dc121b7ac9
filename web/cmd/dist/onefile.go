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
	"unicode/utf16"

	"convlab/web/server"
)

// onefile turns the page of dist/ into one file that works from a folder: it contains styles and scripts as text, and every file
// that the page fetches as letters, compressed if that is smaller.
type onefile struct {
	dir        string
	compressor *compressor
	inlined    map[string]bool
	scripts    []string // the policy's sources of scripts
	styles     []string // and of styles
	err        error    // the first error
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
	html = strings.Replace(html, "<meta charset=\"utf-8\">\n", "", 1) // the byte order mark declares UTF-16
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

// replace replaces every match by f of its first submatch.
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

// script returns a script element with the text of a file.
func (o *onefile) script(name string) string {
	return fmt.Sprintf(`<script data-from="%s">%s</script>`, name, o.inline(name, "</script", &o.scripts))
}

// inline returns the text of a file for an element, and adds its hash to the policy.
func (o *onefile) inline(name, end string, sources *[]string) string {
	text := o.file(name)
	if o.err == nil && (strings.Contains(text, end) || strings.Contains(text, "<!--")) {
		o.err = fmt.Errorf("%s: expected text for an element of a page, received %s or <!-- in it", name, end)
	}
	o.inlined[name] = true
	*sources = append(*sources, source(text))
	return text
}

// source returns the source of an inline text in a policy: its hash.
func source(text string) string {
	hash := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'"
}

// archive returns an element for each file that the page fetches.
func (o *onefile) archive(m *manifest) string {
	var text strings.Builder
	for _, name := range append([]string{manifestName}, m.paths()...) {
		if o.inlined[name] || benchmark(name) {
			continue
		}
		content, gzip := []byte(o.file(name)), ""
		// Not scripts and licences: their text is used as it is, in a worker's script and as a page.
		if ext := path.Ext(name); ext != ".bin" && ext != ".js" && ext != ".txt" {
			packed, err := o.compressor.gzip(content)
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

// addOnefile writes the one-file form, and the script that redirects visitors to it.
func addOnefile(dir string, m *manifest, s *compressor) error {
	o := onefile{dir: dir, compressor: s}
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

// firstLetter is the first of 1<<15 consecutive code points, U+3400 to U+B3FF, each of which is one UTF-16 code unit and has no
// meaning in HTML.
const firstLetter = 0x3400

// letters encodes bytes as text, 15 bits a letter, highest bit first; the last letter is filled with zeros. In UTF-16 that is a
// fifteenth more than the bytes; base64 is a third more. forms/onefile.js decodes it.
func letters(content []byte) string {
	units := make([]uint16, 0, len(content)*8/15+1)
	held, bits := uint32(0), 0
	for _, b := range content {
		held, bits = held<<8|uint32(b), bits+8
		if bits >= 15 {
			bits -= 15
			units = append(units, firstLetter+uint16(held>>bits))
			held &= 1<<bits - 1
		}
	}
	if bits > 0 {
		units = append(units, firstLetter+uint16(held<<(15-bits)))
	}
	return string(utf16.Decode(units))
}

// utf16LE encodes text as UTF-16 with a byte order mark, which overrides the encoding that a server declares.
func utf16LE(text string) []byte {
	content := []byte{0xFF, 0xFE}
	for _, unit := range utf16.Encode([]rune(text)) {
		content = append(content, byte(unit), byte(unit>>8))
	}
	return content
}
