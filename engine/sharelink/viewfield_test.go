package sharelink

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// viewed is the content of a link with everything that a visitor can look at.
func viewed() Content {
	return Content{
		Model: spec.NoteConvnet(), Training: spec.Note(64), Steps: drawing.AllSteps(),
		Number: Number{true, 4, spec.Cell{Row: 8, Column: 14, Channel: 33}}, Scale: "map", Magma: true, Tab: "curves",
	}
}

func TestALinkCarriesWhatTheSenderLooksAt(t *testing.T) {
	text, err := Encode(viewed())
	if err != nil || !strings.Contains(text, "&seed=1&number=4.8.14.33&scale=map&magma=1&tab=curves&crc=") {
		t.Fatalf("wrote %s, error %v", text, err)
	}
	got, err := Decode(text)
	if err != nil || !equal(got.Content, viewed()) || len(got.Ignored) > 0 {
		t.Errorf("read %+v, error %v", got, err)
	}
}

// The network need not have the number, nor the page the scale and the tab: a later build
// may have them.
func TestNamesAndNumbersThatThisBuildDoesNotKnowAreRead(t *testing.T) {
	c := viewed()
	c.Number, c.Scale, c.Tab = Number{true, 99, spec.Cell{Row: 1000}}, "logarithmic", "experiments"
	text, err := Encode(c)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Decode(text); err != nil || !equal(got.Content, c) {
		t.Errorf("read %+v, error %v", got, err)
	}
}

// misshapenViews are undamaged links whose views have no meaning, each with a part of the error.
func misshapenViews(t testing.TB) map[string]string {
	t.Helper()
	text, err := Encode(viewed())
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := cutChecksum(text)
	all := map[string]string{}
	for says, change := range map[string][2]string{
		`number: got ""`:                      {"number=4.8.14.33", "number="},
		`number: got "4"`:                     {"number=4.8.14.33", "number=4"},
		`number: got "4.8.14"`:                {"4.8.14.33", "4.8.14"},
		`number: got "4.8.14."`:               {"4.8.14.33", "4.8.14."},
		`number: got "4.8.14.33.5"`:           {"4.8.14.33", "4.8.14.33.5"},
		`number: got "-4.8.14.33"`:            {"=4.8.14.33", "=-4.8.14.33"},
		`number: got "4.8.1e4.33"`:            {"4.8.14.33", "4.8.1e4.33"},
		`number: got "9223372036854775808.0.`: {"4.8.14.33", "9223372036854775808.0.0.0"},
		`scale: got "<b>"`:                    {"scale=map", "scale=<b>"},
		`scale: got ""`:                       {"scale=map", "scale="},
		`magma: got "yes"`:                    {"magma=1", "magma=yes"},
		`magma: got "0"`:                      {"magma=1", "magma=0"},
		`tab: got "Curves"`:                   {"tab=curves", "tab=Curves"},
		`tab: got "aaaaaaaaaaaaaaaaa"`:        {"tab=curves", "tab=" + strings.Repeat("a", 17)},
		"tab: got the field twice":            {"tab=curves", "tab=curves&tab=runs"},
	} {
		changed := strings.Replace(before, change[0], change[1], 1)
		all[changed+checksumField+checksum(changed)] = says
	}
	return all
}

func TestAMisshapenViewIsRefusedLikeAnyOtherField(t *testing.T) {
	for text, says := range misshapenViews(t) {
		var refusal *spec.Error
		if l, err := Decode(text); !errors.As(err, &refusal) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: read %+v, error %v, want that it says %q", text, l, err, says)
		}
	}
}

func TestWhatIsLeftOfADamagedLinkHasItsView(t *testing.T) {
	text, err := Encode(viewed())
	if err != nil {
		t.Fatal(err)
	}
	_, err = Decode(strings.Replace(text, "tab=curves", "tab=Curves", 1))
	var damage *DamagedError
	if !errors.As(err, &damage) {
		t.Fatal(err)
	}
	rest, names := damage.Rest(initial())
	if rest.Number != viewed().Number || rest.Scale != "map" || !rest.Magma || rest.Tab != "" || slices.Contains(names, "tab") || !slices.Contains(names, "number") {
		t.Errorf("it is %+v, of the fields %v", rest, names)
	}
}
