package wording

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// words loads the page's own texts: a sentence is tested as it is read.
func words(t *testing.T, language string) Words {
	t.Helper()
	text, err := os.ReadFile("../../web/strings/" + language + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var w Words
	if err := json.Unmarshal(text, &w); err != nil {
		t.Fatal(err)
	}
	return w
}

// complete fails on a text with a hole in it, or that is a key instead.
func complete(t *testing.T, what, text string) {
	t.Helper()
	if text == "" || strings.ContainsAny(text, "{}") || !strings.Contains(text, " ") && strings.Contains(text, ".") {
		t.Errorf("%s says %q", what, text)
	}
}

func TestTheArticleFitsTheDigit(t *testing.T) {
	w := Words{"mistake": "A(n) {label} read as {predicted}", "laid": "Test image {n}: a(n) {label}"}
	for digit, want := range map[string]string{"0": "a 0", "1": "a 1", "7": "a 7", "8": "an 8", "9": "a 9"} {
		if got := w.Format("laid", "n", "18", "label", digit); got != "Test image 18: "+want {
			t.Errorf("%s is called %q, want %q", digit, got, want)
		}
	}
	if got := w.Format("mistake", "label", "8", "predicted", "3"); got != "An 8 read as 3" {
		t.Errorf("a sentence begins with %q", got)
	}
	if got := w.Format("mistake", "label", "3", "predicted", "8"); got != "A 3 read as 8" {
		t.Errorf("a sentence begins with %q", got)
	}
}

func TestParticlesFollowTheSoundBeforeThem(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"3을(를) 8(으)로", "3을 8로"},
		{"4을(를) 0(으)로", "4를 0으로"},
		{"1(으)로, 7(으)로, 6(으)로, 9(으)로", "1로, 7로, 6으로, 9로"}, // 일로, 칠로, 육으로, 구로
		{"2은(는) 10은(는) 1,000은(는)", "2는 10은 1,000은"},       // 이는, 십은, 천은
		{"0.001은(는)", "0.001은"},                           // 영점영영일은
		{"손실이(가) 값이(가) 정확도이(가)", "손실이 값이 정확도가"},
		{"풀링(으)로 픽셀(으)로 패딩과(와) 맵과(와) 스트라이드과(와)", "풀링으로 픽셀로 패딩과 맵과 스트라이드와"},
		{"층(합성곱 3)이(가)", "층(합성곱 3)이"},
		{"‘학습’을(를)", "‘학습’을"},
		{"data/train.bin이(가) manifest.json이(가) relu이(가) model이(가)", "data/train.bin이 manifest.json이 relu가 model이"},
		{"이(가)", "가"}, // nothing before it
		{"A 4 read as 9 (sure)", "A 4 read as 9 (sure)"},
	} {
		if got := particled(c.text); got != c.want {
			t.Errorf("%q became %q, want %q", c.text, got, c.want)
		}
	}
}
