package view

import "testing"

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
