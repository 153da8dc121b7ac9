package sharelink

import (
	"errors"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"convlab/engine/spec"
)

// hostile returns texts that must be refused, each with a part of the error.
func hostile() map[string]string {
	const good = "1&net=F-D10x&opt=adam&lr=1&batch=1&epochs=1&examples=100&shards=1&seed=0"
	with := func(old, now string) string { return strings.Replace(good, old, now, 1) }
	return map[string]string{
		"":                               "begins with 1&",
		"#":                              "begins with 1&",
		"3" + good[1:]:                   "of a newer version",
		"<img src=x onerror=alert(1)>":   "begins with 1&",
		"1":                              "net: got nothing",
		good + "&&x=1":                   `got "", want only fields`,
		good + "&x=1":                    `got "x", want only fields`,
		good + "&__proto__=1":            "want only fields",
		good + "&seed=1":                 "seed: got the field twice",
		with("&seed=0", ""):              "seed: got nothing",
		with("lr=1", "lr=NaN"):           `lr: got "NaN"`,
		with("lr=1", "lr=1e999"):         `lr: got "1e999"`,
		with("lr=1", "lr=-1"):            `lr: got "-1"`,
		with("lr=1", "lr=Inf"):           `lr: got "Inf"`,
		with("lr=1", "lr="):              `lr: got ""`,
		with("lr=1", "lr=0x1p-10"):       `lr: got "0x1p-10", want a number of at least 0`,
		with("lr=1", "lr=1_0"):           `lr: got "1_0"`,
		with("opt=adam", "opt=<b>x</b>"): "optimizer: got",
		with("batch=1", "batch=99999999999999999999"):  "batch: got",
		with("batch=1", "batch=64,5"):                  `batch: got "64,5", want a whole number of at least 0`,
		with("batch=1", "batch=4096"):                  "batch_size: got 4096, want 1 to 1024",
		with("epochs=1", "epochs=1e9"):                 "epochs: got",
		with("epochs=1", "epochs=0"):                   "epochs: got 0, want 1 to 100",
		with("examples=100", "examples=-5"):            `examples: got "-5"`,
		with("shards=1", "shards=1000000"):             "shards: got 1000000",
		with("seed=0", "seed=-1"):                      "seed: got",
		with("seed=0", "seed=18446744073709551616"):    "seed: got",
		good + "&momentum=NaN":                         `momentum: got "NaN"`,
		good + "&nesterov=true":                        "nesterov: got",
		good + "&shift=99":                             "shift: got 99",
		with("F-D10x", ""):                             `layers[0]: got ""`,
		with("F-D10x", "F-"):                           `layers[1]: got ""`,
		with("F-D10x", "F-D9x"):                        "got Dense(9",
		with("F-D10x", "F-D99999-D10x"):                "got 99999, want 1 to 4096",
		with("F-D10x", "F-D999999-D10x"):               `layers[1]: got "D999999"`,
		with("F-D10x", "F-D10z"):                       `got "D10z"`,
		with("F-D10x", "X-D10x"):                       `got "X"`,
		with("F-D10x", "C3-F-D10x"):                    `got "C3"`,
		with("F-D10x", "C3.3.0-F-D10x"):                `got "C3.3.0"`,
		with("F-D10x", "M2.1.1-F-D10x"):                `got "M2.1.1"`,
		with("F-D10x", "F2-D10x"):                      `got "F2"`,
		with("F-D10x", "F-O2-D10x"):                    "got 2, want 0 to 0.9",
		with("F-D10x", "F-ONaN-D10x"):                  `got "ONaN"`,
		with("F-D10x", strings.Repeat("F-", 1000)):     "layers: got more layers, want 1 to 24",
		with("F-D10x", "C<script>"):                    `got "C<script>"`,
		with("F-D10x", "F-D4096r-D4096r-D10x"):         "weights",
		good + "&ink=":                                 `ink: got ""`,
		good + "&ink=!":                                `ink: got "!"`,
		good + "&ink=CoACgBCAIAAAgBD":                  "ink: got", // cut off
		good + "&ink=CoACgBCAIAAAgBD_AA":               "ink: got", // a stroke without width after it
		good + "&ink=_____________w8":                  "ink: got", // 2^64 - 1 points
		good + "&ink=gICAIIAC":                         "ink: got", // 2^24 points, all missing
		good + "&ink=BoACAAA":                          "ink: got", // a point whose pressure is missing
		good + "&" + strings.Repeat("y", 41):           `got "` + strings.Repeat("y", 40) + `…"`,
		with("F-D10x", "F-D"):                          `got "D"`,
		good + "&ink=____________-w":                   "ink: got", // a varint without end
		good + "&ink=" + strings.Repeat("AQEA", 5000):  "at most 200 strokes",
		good + "&ink=BIAC_z8A":                         "ink: got", // 1 point at -4096, left of the pad
		good + "&ink=CIACgEAAAgA":                      "ink: got", // 2 points at 4096 and 4097, right of the pad
		good + "&ink=CIACAIBAAAI":                      "ink: got", // and below it
		good + "&net=" + strings.Repeat("x", 10<<20):   "at most 131072 bytes",
		strings.Repeat("1&", MaxText/2):                "at most 64 fields",
		strings.Repeat("1&", MaxFields):                "want only fields",
		strings.Repeat("%", MaxText):                   "begins with 1&",
		"1&" + strings.Repeat("=", MaxText-2):          "want only fields",
		strings.Repeat("%26", MaxText/3):               "at most 64 fields",
		strings.Repeat("\xff", MaxText):                "begins with 1&",
		"1&net=" + strings.Repeat("C1.1-", MaxText/10): "want 1 to 24",
	}
}

func TestHostileLinksAreRefused(t *testing.T) {
	for text, says := range hostile() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s, err := Decode(text)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
			t.Errorf("%.60s: allocates %d bytes", text, n)
		}
		var refusal *spec.Error
		if !errors.As(err, &refusal) || !reflect.DeepEqual(s, Link{}) {
			t.Errorf("%.120s: got %+v, %v, want nothing and a *spec.Error", text, s, err)
			continue
		}
		if !strings.Contains(err.Error(), says) || len(err.Error()) > 300 {
			t.Errorf("%.120s: got %q, which does not say %q in brief", text, err, says)
		}
	}
}
