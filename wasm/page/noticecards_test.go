package main

import (
	"slices"
	"testing"

	"convlab/wasm/view"
)

// What a live region said once is not said again when another notice comes or goes.
func TestNoticesThatStayKeepTheirCards(t *testing.T) {
	a, b, c := view.Notice{Key: "data", What: "train.bin"}, view.Notice{Key: "tabs"}, view.Notice{Key: "link"}
	again := view.Notice{Key: "data", What: "train.bin", Message: "another reason"}
	for name, test := range map[string]struct {
		old, now []view.Notice
		want     []bool
	}{
		"the first comes":                       {nil, []view.Notice{a}, nil},
		"another comes":                         {[]view.Notice{a}, []view.Notice{a, b}, []bool{true}},
		"one goes":                              {[]view.Notice{a, b, c}, []view.Notice{a, c}, []bool{true, false, true}},
		"all go":                                {[]view.Notice{a, b}, nil, []bool{false, false}},
		"one is said again, after the others":   {[]view.Notice{a, b, c}, []view.Notice{b, c, a}, []bool{false, true, true}},
		"one has another reason":                {[]view.Notice{a, b}, []view.Notice{b, again}, []bool{false, true}},
		"the only one has another reason":       {[]view.Notice{a}, []view.Notice{again}, []bool{false}},
		"there are too many, and another comes": {[]view.Notice{a, b}, []view.Notice{b, c}, []bool{false, true}},
	} {
		got := staying(test.old, test.now)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v stay, want %v", name, got, test.want)
		}
		var stand []view.Notice
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
