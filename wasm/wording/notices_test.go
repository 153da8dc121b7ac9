package wording

import (
	"strconv"
	"strings"
	"testing"

	"convlab/engine/onnx"
	"convlab/engine/picture"
	"convlab/engine/wire"
)

func TestADivergenceIsExplainedWithItsLayerRateAndWayBack(t *testing.T) {
	w := words(t, "en")
	s := trained(t, wire.Network{Origin: wire.Yours}, wire.Progress{})
	gradient := wire.Divergence{Quantity: "gradient", Layer: 2, Epoch: 1, Step: 4, Rate: 10}
	for name, c := range map[string]struct {
		offer *wire.RollbackPoint
		want  []string
	}{
		"no way back":     {nil, []string{"step 5 of epoch 2", "conv 2", "rate of 10"}},
		"from the start":  {&wire.RollbackPoint{Rate: 5}, []string{"first weights", "rate of 5."}},
		"from a snapshot": {&wire.RollbackPoint{Epoch: 1, Step: 2, Rate: 5}, []string{"epoch 2, step 2", "rate of 5."}},
	} {
		d := gradient
		d.Rollback = c.offer
		got := Divergence(w, s, &d)
		complete(t, name, got)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q does not say %q", name, got, want)
			}
		}
	}
	if got := rateText(0.0005); got != "0.0005" {
		t.Errorf("a rate is written %q", got)
	}
}

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
			complete(t, key, w.Format("notice.picture_"+key, "what", "photo.heic"))
		}
		complete(t, "reading", w.Format("pad.reading", "name", "photo.heic"))
	}
}

func TestThePanelNamesTheOperatorSetOfTheFiles(t *testing.T) {
	for language, set := range map[string]string{"en": "operator set ", "ko": "연산자 집합 "} {
		if text := words(t, language).Format("file.onnx_what"); !strings.Contains(text, set+strconv.Itoa(onnx.Opset)) {
			t.Errorf("%s: %q does not name set %d", language, text, onnx.Opset)
		}
	}
}
