package main

import (
	"testing"

	"convlab/engine/picture"
)

// Every refusal of a picture has words in both languages, and says what to do.
func TestRefusedPicturesHaveWords(t *testing.T) {
	keys := []string{"heic", "late", "failed"}
	for _, r := range []picture.Refusal{
		picture.OtherKind, picture.TooManyBytes, picture.TooManyPixels, picture.Cut, picture.Damaged, picture.NoInk, picture.Several,
	} {
		keys = append(keys, string(r))
	}
	for _, language := range []string{"en", "ko"} {
		w := words(t, language)
		for _, key := range keys {
			complete(t, key, w.Say("notice.picture_"+key, "what", "photo.heic"))
		}
		complete(t, "reading", w.Say("pad.reading", "name", "photo.heic"))
	}
}
