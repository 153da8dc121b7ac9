package state

import (
	"slices"
	"testing"
)

// What a live region said once is not said again when another notice comes or goes.
func TestNoticesThatStayKeepTheirCards(t *testing.T) {
	a, b, c := Notice{Key: "data", What: "train.bin"}, Notice{Key: "tabs"}, Notice{Key: "link"}
	again := Notice{Key: "data", What: "train.bin", Message: "another reason"}
	for name, test := range map[string]struct {
		old, now []Notice
		want     []bool
	}{
		"the first comes":                       {nil, []Notice{a}, nil},
		"another comes":                         {[]Notice{a}, []Notice{a, b}, []bool{true}},
		"one goes":                              {[]Notice{a, b, c}, []Notice{a, c}, []bool{true, false, true}},
		"all go":                                {[]Notice{a, b}, nil, []bool{false, false}},
		"one is said again, after the others":   {[]Notice{a, b, c}, []Notice{b, c, a}, []bool{false, true, true}},
		"one has another reason":                {[]Notice{a, b}, []Notice{b, again}, []bool{false, true}},
		"the only one has another reason":       {[]Notice{a}, []Notice{again}, []bool{false}},
		"there are too many, and another comes": {[]Notice{a, b}, []Notice{b, c}, []bool{false, true}},
	} {
		got := Staying(test.old, test.now)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v stay, want %v", name, got, test.want)
		}
		var stand []Notice
		for i, stays := range got {
			if stays {
				stand = append(stand, test.old[i])
			}
		}
		if len(stand) > len(test.now) || !slices.Equal(stand, test.now[:len(stand)]) {
			t.Errorf("%s: the cards that stay are for %v, want the first of %v", name, stand, test.now)
		}
	}
}
