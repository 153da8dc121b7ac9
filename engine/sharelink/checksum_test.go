package sharelink

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// initial returns the content of a page that was just opened.
func initial() Content {
	p, _ := spec.FindPreset("convnet")
	return Content{Model: p.Model, Training: p.Training, Steps: drawing.AllSteps()}
}

// A link without its end is reported as cut, whatever its length. Only its complete
// fields are read.
func TestEveryCutIsDetected(t *testing.T) {
	for _, k := range goldenLinks(t, "version2.json") {
		whole := pairsOf(k.Link)
		for n := range len(k.Link) {
			text := k.Link[:n]
			l, err := Decode(text)
			var damage *DamagedError
			switch {
			case err == nil:
				t.Errorf("%s was opened as %+v", text, l)
			case n == 0: // not a link
			case !errors.As(err, &damage) || !damage.Cut:
				t.Errorf("%s: %v, want an error that says that it is cut", text, err)
			default:
				_, names := damage.Rest(initial())
				for _, name := range names {
					i := slices.IndexFunc(whole, func(p pair) bool { return p.name == name })
					if !strings.Contains(text, "&"+name+"="+whole[i].value+"&") {
						t.Errorf("%s: %s was read, which may be cut", text, name)
					}
				}
			}
		}
	}
}

// Every single changed character is detected, and in most cases reported as a change.
func TestEveryChangedCharacterIsDetected(t *testing.T) {
	others := "%#&=.- \n\x00~_é"
	for c := byte('0'); c <= 'z'; c++ {
		others += string(rune(c))
	}
	for _, k := range goldenLinks(t, "version2.json")[:2] {
		changed, all := 0, 0
		for i := range len(k.Link) {
			for _, other := range others {
				text := k.Link[:i] + string(other) + k.Link[i+1:]
				if text == k.Link {
					continue
				}
				l, err := Decode(text)
				if err == nil {
					t.Fatalf("%q was opened as %+v", text, l)
				}
				all++
				var damage *DamagedError
				if errors.As(err, &damage) && !damage.Cut {
					changed++
				}
			}
		}
		if changed < all*9/10 {
			t.Errorf("of %d changes %d are reported as such", all, changed)
		}
	}
}

func TestRestOfDamagedLinks(t *testing.T) {
	s := initial()
	s.Model = spec.NoteDense()
	s.Training.BatchSize, s.Training.Examples, s.Training.Seed = 500, 600, 77
	s.Digit, s.Language = Digit{On: true, Index: 12}, "ko"
	text, err := Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	all := []string{"net", "opt", "lr", "batch", "epochs", "examples", "shards", "seed", "digit", "lang"}
	without := func(names ...string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(n string) bool { return slices.Contains(names, n) })
	}
	for name, c := range map[string]struct {
		text  string
		cut   bool
		reads []string
		check func(Content) bool
	}{
		"the checksum is missing":    {strings.Replace(text, "&crc=", "&", 1), true, all, nil},
		"cut in a number":            {text[:strings.Index(text, "&seed=7")+7], true, without("seed", "digit", "lang"), func(s Content) bool { return s.Training.Seed == 1 }},
		"cut after the version":      {"2", true, nil, func(s Content) bool { return equal(s, initial()) }},
		"a digit of a number":        {strings.Replace(text, "seed=77", "seed=78", 1), false, all, func(s Content) bool { return s.Training.Seed == 78 }},
		"an invalid value":           {strings.Replace(text, "examples=600", "examples=6", 1), false, without("examples"), func(s Content) bool { return s.Training.Examples == 60000 }},
		"an invalid layer":           {strings.Replace(text, "net=F-D", "net=F-Z", 1), false, without("net"), func(s Content) bool { return s.Model.Same(spec.NoteConvnet()) }},
		"an unknown name":            {strings.Replace(text, "&opt=", "&opz=", 1), false, without("opt"), nil},
		"a field twice":              {strings.Replace(text, "&opt=", "&seed=5&opt=", 1), false, append([]string{"net", "seed"}, without("net", "seed")...), func(s Content) bool { return s.Training.Seed == 5 }},
		"the version":                {"7" + text[1:], false, all, nil},
		"the checksum":               {text[:len(text)-8] + "00000000", false, all, nil},
		"escaped, and then cut":      {strings.ReplaceAll(text[:len(text)-20], "&", "&amp;"), true, without("lang"), nil}, // the & after digit is still there
		"images fewer than a batch":  {strings.Replace(text, "examples=600", "examples=500", 1), false, all, nil},
		"more images than there are": {strings.Replace(text, "examples=600", "examples=99999", 1), false, without("examples"), nil},
	} {
		_, err := Decode(c.text)
		var damage *DamagedError
		if !errors.As(err, &damage) || damage.Cut != c.cut {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, reads := damage.Rest(initial())
		if !reflect.DeepEqual(reads, c.reads) || c.check != nil && !c.check(got) {
			t.Errorf("%s: read %v, want %v: %+v", name, reads, c.reads, got)
		}
		if err := got.check(); err != nil {
			t.Errorf("%s: opens invalid content: %v", name, err)
		}
	}
}

// The link's batch is larger than the page's number of images: each field alone is
// invalid, both together are valid.
func TestRestReadsFieldsThatAreValidOnlyTogether(t *testing.T) {
	base := initial()
	base.Training.BatchSize, base.Training.Examples = 64, 100
	d := &DamagedError{pairs: []pair{{"batch", "500"}, {"examples", "1000"}}}
	if got, reads := d.Rest(base); len(reads) != 2 || got.Training.BatchSize != 500 {
		t.Errorf("read %v: %+v", reads, got.Training)
	}
}

func TestUnknownFieldsAreIgnoredAndListed(t *testing.T) {
	text := goldenLinks(t, "version2.json")[1].Link
	before, _, _ := cutChecksum(text)
	sign := func(text string) string { return text + checksumField + checksum(text) }
	l, err := Decode(sign(before + "&lesson=3&noise=0.1"))
	if err != nil || !reflect.DeepEqual(l.Ignored, []string{"lesson", "noise"}) || !equal(l.Content, goldenLinks(t, "version2.json")[1].content()) {
		t.Errorf("read %+v, error %v", l, err)
	}
	if l, err := Decode(sign(before + strings.Repeat("&<img src=x onerror=alert(1)>", 1) + "&" + strings.Repeat("y", 1000) + "&a&b&c&d&e")); err != nil || len(l.IgnoredText()) > 200 {
		t.Errorf("says %q, error %v", l.IgnoredText(), err)
	}
	for says, text := range map[string]string{
		"of a newer version":    sign("3" + before[1:]),
		"seed: got the field":   sign(before + "&seed=1"),
		"seed: got nothing":     sign(strings.Replace(before, "&seed=4294967301", "", 1)),
		"x: got the field":      sign(before + "&x=1&x=2"),
		`lang: got "<b>"`:       sign(strings.Replace(before, "lang=ko", "lang=<b>", 1)),
		`lang: got ""`:          sign(strings.Replace(before, "lang=ko", "lang=", 1)),
		"digit: got 10000":      sign(strings.Replace(before, "digit=9999", "digit=10000", 1)),
		`digit: got "-1`:        sign(strings.Replace(before, "digit=9999", "digit=-1x", 1)),
		`steps: got "sc"`:       sign(strings.Replace(before, "steps=cs", "steps=sc", 1)),
		"got 99, want 0 to 4":   sign(strings.Replace(before, "shift=2", "shift=99", 1)),
		`only fields that Conv`: sign("1" + before[1:]),
	} {
		var refusal *spec.Error
		if _, err := Decode(text); !errors.As(err, &refusal) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want that it says %q", text, err, says)
		}
	}
}
