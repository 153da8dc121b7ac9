package wording

import (
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

// The sentence names what is in the link, and nothing else, in both languages.
func TestTheSentenceNamesWhatALinkCarries(t *testing.T) {
	stroke := func(s *state.State) { s.Update(state.PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}}) }
	digit := func(s *state.State) { s.Update(wire.Picture{Index: 1234, Label: 7, Pixels: make([]float32, 784)}) }
	mine := func(s *state.State) {
		s.Update(state.OpenPicture{Name: "a.png", Size: 9, Head: []byte("\x89PNG\r\n\x1a\n")})
		s.Update(state.PictureRead{ID: 1, Ink: make([]byte, drawing.Side*drawing.Side)})
	}
	steps := func(s *state.State) { s.Update(state.SetSteps{Steps: drawing.Steps{Crop: true}}) }
	view := func(s *state.State) {
		s.Update(state.SetMagma{On: true})
		s.Update(state.OpenTab{Tab: state.PanelCurves})
	}
	for _, c := range []struct {
		does   []func(*state.State)
		en, ko string
	}{
		{nil, "The link carries: settings, language (English).", "링크에 담기는 것: 설정, 언어(한국어)."},
		{[]func(*state.State){stroke}, "The link carries: settings, drawing, language (English).", "링크에 담기는 것: 설정, 그림, 언어(한국어)."},
		{[]func(*state.State){digit}, "The link carries: settings, test image 1,234, language (English).", "링크에 담기는 것: 설정, 테스트 이미지 1,234번, 언어(한국어)."},
		{[]func(*state.State){digit, stroke, steps},
			"The link carries: settings, test image 1,234, what is drawn over it, preparation steps, language (English).",
			"링크에 담기는 것: 설정, 테스트 이미지 1,234번, 그 위에 그린 것, 전처리 단계, 언어(한국어)."},
		{[]func(*state.State){view},
			"The link carries: settings, language (English), colour scale, open tab (Curves).", "링크에 담기는 것: 설정, 언어(한국어), 색상 기준, 열린 탭(곡선)."},
		{[]func(*state.State){mine, stroke},
			"The link carries: settings, drawing, language (English). The link does not carry the picture on the pad.",
			"링크에 담기는 것: 설정, 그림, 언어(한국어). 그림판에 올린 이미지는 링크에 담기지 않습니다."},
	} {
		for language, want := range map[string]string{"en": c.en, "ko": c.ko} {
			s := state.New()
			w := words(t, language)
			s.Update(state.SetLanguage{Language: language})
			for _, do := range c.does {
				do(s)
			}
			if got := contentsText(w, s); got != want {
				t.Errorf("it says %q, want %q", got, want)
			}
			complete(t, "the hint", LinkHint(w, s))
		}
	}
}

// Every message about a link, and the button that opens its rest, has words.
func TestMessagesAboutLinksHaveWords(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		w := words(t, language)
		for _, key := range []string{"notice.link", "notice.linkcut", "notice.linkchanged", "notice.linknewer", "action.openrest"} {
			complete(t, key, w.Format(key, "what", "lesson"))
		}
	}
}
