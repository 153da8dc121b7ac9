package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

// buildSmall builds a small repository and returns its dist/.
func buildSmall(t *testing.T) string {
	t.Helper()
	out := tree(t, map[string]string{"page.wasm": strings.Repeat("\x00asm", 300), "worker.wasm": "w", "data/train.bin": "\xff\x00d\r\n<"})
	if err := run(repository(t), out, t.TempDir(), false, false); err != nil {
		t.Fatal(err)
	}
	return out
}

// text reads a file of UTF-16, little-endian, with a byte order mark.
func text(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil || !bytes.HasPrefix(content, []byte{0xFF, 0xFE}) {
		t.Fatalf("%s begins with % x, %v: want the mark of UTF-16", name, content[:min(4, len(content))], err)
	}
	var units []uint16
	for i := 2; i+1 < len(content); i += 2 {
		units = append(units, uint16(content[i])|uint16(content[i+1])<<8)
	}
	return string(utf16.Decode(units))
}

// spell decodes letters by their definition: letter i holds bits 15i to 15i+14.
func spell(t *testing.T, text string, size int) []byte {
	t.Helper()
	var content []byte
	letters := utf16.Encode([]rune(text))
	if want := (8*size + 14) / 15; len(letters) != want {
		t.Fatalf("%d letters for %d bytes, want %d", len(letters), size, want)
	}
	for i := range size {
		var b byte
		for bit := 8 * i; bit < 8*i+8; bit++ {
			b = b<<1 | byte((letters[bit/15]-0x3400)>>(14-bit%15)&1)
		}
		content = append(content, b)
	}
	return content
}

func TestLettersHoldEveryByte(t *testing.T) {
	for size := range 40 { // 15 bytes are 8 letters, so every remainder occurs more than twice
		content := make([]byte, size)
		for i := range content {
			content[i] = byte(37*i + 251*size)
		}
		text := letters(content)
		if got := spell(t, text, size); !bytes.Equal(got, content) {
			t.Errorf("%d bytes % x came back as % x", size, content, got)
		}
		for _, r := range text {
			if r < 0x3400 || r > 0xB3FF { // a surrogate, a control character or markup would not survive in a page
				t.Errorf("letter %U of %d bytes", r, size)
			}
		}
	}
}

func TestOneFileHoldsEverythingThatIsFetched(t *testing.T) {
	out := buildSmall(t)
	html := text(t, filepath.Join(out, onefileName))
	for name, want := range map[string]string{"page.wasm": strings.Repeat("\x00asm", 300), "worker.wasm": "w", "data/train.bin": "\xff\x00d\r\n<",
		"worker.js": "work()", "strings/ko.json": "{}", "models/cnn.safetensors": "weights"} {
		found := regexp.MustCompile(`data-path="` + regexp.QuoteMeta(name) + `" data-type="[^"]+" data-bytes="(\d+)"( data-gzip)?>([^<]*)</script>`).FindStringSubmatch(html)
		if found == nil {
			t.Errorf("%s is not in the file", name)
			continue
		}
		size := 0
		for _, digit := range found[1] {
			size = 10*size + int(digit-'0')
		}
		content := spell(t, found[3], size)
		if found[2] != "" {
			reader, err := gzip.NewReader(bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			if content, err = io.ReadAll(reader); err != nil {
				t.Fatal(err)
			}
		}
		if string(content) != want {
			t.Errorf("%s is %q, want %q", name, content, want)
		}
	}
	if strings.Contains(html, "bench.html") {
		t.Error("the page of the benchmarks is in the file, which needs a server")
	}
	if !strings.Contains(html, `data-path="build.json"`) || !strings.Contains(html, `<p lang="ko">숫자</p>`) {
		t.Error("the manifest or the page's own text is missing")
	}
}

func TestOneFileRunsOnlyWhatItHolds(t *testing.T) {
	html := text(t, filepath.Join(buildSmall(t), onefileName))
	if found := regexp.MustCompile(`(src|href)="([^"]*)"`).FindAllStringSubmatch(html, -1); len(found) != 1 || !strings.HasPrefix(found[0][2], "data:") {
		t.Errorf("it refers to %q: want the icon alone, as data", found)
	}
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]+)"`).FindStringSubmatch(html)[1]
	for _, rule := range []string{"default-src 'none'", "worker-src blob:", "base-uri 'none'", "form-action 'none'"} {
		if !strings.Contains(policy, rule) {
			t.Errorf("the policy lacks %s: %s", rule, policy)
		}
	}
	if strings.Contains(policy, "self") || strings.Contains(policy, "unsafe-inline") || strings.Contains(policy, "connect-src") {
		t.Errorf("the policy lets in more than the file: %s", policy)
	}
	count := 0
	for _, element := range regexp.MustCompile(`(?s)<(script|style)( data-from="[^"]+")?>(.*?)</(script|style)>`).FindAllStringSubmatch(html, -1) {
		count++
		if !strings.Contains(policy, element[1]+"-src") || !strings.Contains(policy, source(element[3])) {
			t.Errorf("the policy does not allow %.60q", element[3])
		}
	}
	if count != 4 { // onefile.js, i18n.js, boot.js, style.css
		t.Errorf("%d scripts and styles, want 4", count)
	}
	if boot, data := strings.Index(html, `data-from="boot.js"`), strings.LastIndex(html, "data-path"); boot < data {
		t.Error("the deferred script comes before the files that it needs")
	}
}

func TestOneFileRefusesWhatItCannotHold(t *testing.T) {
	for name, change := range map[string]map[string]string{
		"a script that would end its element": {"web/boot.js": "'</script>'"},
		"a style that would end its element":  {"web/style.css": "</style>"},
		"an element in another form":          {"index.html": strings.Replace(page, "<script src=\"boot", "<script async src=\"boot", 1)},
		"a page without a policy":             {"index.html": strings.Replace(page, "Content-Security-Policy", "refresh", 1)},
	} {
		root, out := repository(t), tree(t, map[string]string{"page.wasm": "a", "worker.wasm": "w"})
		for file, content := range change {
			if err := put(filepath.Join(root, file), []byte(content)); err != nil {
				t.Fatal(err)
			}
		}
		if err := run(root, out, t.TempDir(), false, false); err == nil || !strings.Contains(err.Error(), "expected") {
			t.Errorf("%s: got %v, want an error that says what was expected", name, err)
		}
	}
}
