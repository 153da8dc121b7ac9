package sharelink

import (
	"net/url"
	"strings"
	"testing"
)

// mangled returns a link as chat and mail programs change it.
func mangled(text string) map[string]string {
	middle := len(text) / 2
	breakAt := func(i int, by string) string { return text[:i] + by + text[i:] }
	amp := strings.ReplaceAll(text, "&", "&amp;")
	all := map[string]string{
		"# escaped":                           "%23" + text,
		"# escaped after #":                   "#%23" + text,
		"escaped as a whole":                  url.QueryEscape("#" + text),
		"escaped twice":                       url.QueryEscape(url.QueryEscape("#" + text)),
		"& escaped":                           strings.ReplaceAll(text, "&", "%26"),
		"= escaped":                           strings.ReplaceAll(text, "=", "%3D"),
		"= escaped in lower case":             strings.ReplaceAll(text, "=", "%3d"),
		"- escaped":                           strings.ReplaceAll(text, "-", "%2D"),
		"& as HTML":                           amp,
		"& as HTML twice":                     strings.ReplaceAll(amp, "&", "&amp;"),
		"& as HTML, by number":                strings.ReplaceAll(text, "&", "&#38;"),
		"& as HTML, then escaped":             url.QueryEscape(amp),
		"and some of it only":                 strings.Replace(strings.Replace(text, "&", "&amp;", 1), "&opt=", "%26opt%3D", 1),
		"a line end and punctuation, escaped": url.QueryEscape(breakAt(middle, "\r\n")) + "%0A.%22",
	}
	for _, at := range []int{1, 3, middle, middle + 1, middle + 2, middle + 3} {
		escaped := url.QueryEscape("#" + text)
		all["escaped as a whole, then broken at "+escaped[:at]] = escaped[:at] + "%20%20\n" + escaped[at:]
		all["as HTML, then broken at "+amp[:at]] = amp[:at] + "\r\n  " + amp[at:]
	}
	printable := strings.ReplaceAll(text, "=", "=3D")
	all["quoted-printable"] = printable
	all["quoted-printable, with line ends"] = printable[:10] + "=\r\n" + printable[10:40] + "=\r\n" + printable[40:]
	for _, end := range []string{".", ",", ")", ").", "”", ">", "\"", "'", "!?", "…", "**", "」", "]", "&", "%20", "%E2%80%9D", "\n", " "} {
		all["followed by "+end] = text + end
	}
	for _, by := range []string{" ", "\n", "\r\n", "%20", "%0A", "%0D%0A", "=\n", "=\r\n", "=%0A", "=", "\u200b", "\n  "} {
		for _, at := range []int{1, 2, 4, middle, middle + 1, middle + 2, middle + 3, middle + 4, middle + 5, len(text) - 1} {
			all["broken at "+text[:at]+" by "+by] = breakAt(at, by)
		}
	}
	return all
}

func TestLinksOpenAsChatProgramsChangeThem(t *testing.T) {
	for _, name := range []string{"version1.json", "version2.json"} {
		for _, k := range goldenLinks(t, name) {
			want, err := Decode(k.Link)
			if err != nil {
				t.Fatal(err)
			}
			for how, text := range mangled(k.Link) {
				got, err := Decode(text)
				if err != nil || !equal(got.Content, want.Content) || got.Version != want.Version {
					t.Errorf("%s: %v\n%s", how, err, text)
				}
			}
		}
	}
}

// The checksum marks the end of a link of version 2.
func TestTextAfterTheChecksumIsRemoved(t *testing.T) {
	for _, k := range goldenLinks(t, "version2.json") {
		for _, end := range []string{"입니다", "&utm_source=chat", "%2C%20it%E2%80%99s%20mine!", "?x=1", "/", "abc", " and more", "&crc"} {
			if got, err := Decode(k.Link + end); err != nil || !equal(got.Content, k.content()) {
				t.Errorf("followed by %q: %v", end, err)
			}
		}
	}
}

// An invalid link with a right checksum gets the error of its content, even if it was
// changed in a way that can be reverted.
func TestErrorsOfInvalidLinksSurviveRepair(t *testing.T) {
	for _, l := range goldenLinks(t, "version2.json") {
		before, _, _ := cutChecksum(l.Link)
		text := strings.Replace(before, "&epochs=", "&epochs=99", 1) // more than there may be
		text += checksumField + checksum(text)
		_, want := Decode(text)
		if want == nil || !strings.Contains(want.Error(), "epochs") {
			t.Fatalf("%v for %s", want, text)
		}
		for how, changed := range map[string]string{
			"a dot": text + ".", "& as HTML": strings.ReplaceAll(text, "&", "&amp;"), "escaped": url.QueryEscape(text), "a line end": text[:20] + "\n" + text[20:],
		} {
			if _, err := Decode(changed); err == nil || err.Error() != want.Error() {
				t.Errorf("%s: received %v, expected %v", how, err, want)
			}
		}
	}
}

func TestEscapesAreDecodedTwiceAtMost(t *testing.T) {
	text := goldenLinks(t, "version2.json")[0].Link
	for times := range 4 {
		_, err := Decode(text)
		if opened := err == nil; opened != (times <= 2) {
			t.Errorf("escaped %d times: %v", times, err)
		}
		text = url.QueryEscape(text)
	}
	if got := unescape("%2526&amp;amp;%zz%2"); got != "%26&amp;%zz%2" {
		t.Errorf("decoded once it is %q", got)
	}
}

// The limit of fields applies after each decoding.
func TestEscapedFieldsAreCounted(t *testing.T) {
	for _, amp := range []string{"&", "%26", "%2526", "&amp;"} {
		text := "2" + strings.Repeat(amp+"x=1", MaxFields+1)
		if _, err := Decode(text); err == nil || !strings.Contains(err.Error(), "at most 64 fields") {
			t.Errorf("%s: %v", amp, err)
		}
	}
}
