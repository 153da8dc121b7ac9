package spec

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

func TestWholeNumbersAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]int{
		"0": 0, "64": 64, " 64\t": 64, "007": 7, "60000": 60000,
		"60,000": 60000, "60.000": 60000, "60 000": 60000, "60'000": 60000, "60’000": 60000,
		"1,000": 1000, "1.000": 1000, "12,345,678": 12345678,
		"60\u00a0000": 60000, "60\u2009000": 60000, "60\u202f000": 60000, // no-break, thin, narrow no-break
		"６４": 64, "６０，０００": 60000, "６０　０００": 60000, "1０": 10,
		strconv.Itoa(math.MaxInt): math.MaxInt,
	} {
		if got, err := ParseWhole[int](text); err != nil || got != want {
			t.Errorf("%q: got %d, %v, want %d", text, got, err, want)
		}
	}
	for text, want := range map[string]uint64{"18446744073709551615": math.MaxUint64, "18,446,744,073,709,551,615": math.MaxUint64, "0": 0} {
		if got, err := ParseWhole[uint64](text); err != nil || got != want {
			t.Errorf("%q: got %d, %v, want %d", text, got, err, want)
		}
	}
}

// No comma is dropped: 64,5 must never become 645.
func TestWhatIsNoWholeNumberIsRefused(t *testing.T) {
	for _, text := range []string{
		"", " ", "many", "64,5", "64.5", "64 5", "10,00", "1,0000", "1000,000", "0,001", "0.001", ",100", "100,", "1,,000", "1,000 000", "1,000.5",
		"1e5", "1E3", "1_0", "1_000", "0x10", "0b1", "+5", "-5", "-0", "−5", "inf", "Inf", "nan", "½", "٣", "६४", "64px", "6 4",
		"1\n000", "1\x00", strings.Repeat("0", 65), strings.Repeat("9", 1<<20),
	} {
		if n, err := ParseWhole[int](text); err == nil || n != 0 || !strings.Contains(err.Error(), "expected a whole number as in 60000 or 60,000, received \"") || len(err.Error()) > 300 {
			t.Errorf("%.40q: got %d, %v", text, n, err)
		}
	}
	for text, limit := range map[string]string{"9223372036854775808": "9223372036854775807", "99999999999999999999": "9223372036854775807"} {
		if n, err := ParseWhole[int](text); err == nil || n != 0 || !strings.Contains(err.Error(), "at most "+limit+", received \""+text+`"`) {
			t.Errorf("%s: got %d, %v", text, n, err)
		}
	}
	if n, err := ParseWhole[uint64]("18446744073709551616"); err == nil || n != 0 || !strings.Contains(err.Error(), "at most 18446744073709551615") {
		t.Errorf("2^64: got %d, %v", n, err)
	}
}

func TestDecimalsAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]float32{
		"0": 0, "1": 1, "0.001": 0.001, "0,001": 0.001, " 0.5 ": 0.5, ".5": 0.5, ",5": 0.5, "5.": 5, "1,000": 1, "1.000": 1,
		"1e-05": 1e-05, "5E-5": 5e-05, "1,5e-3": 0.0015, "1e+1": 10, "1e1": 10, // links write 1e-05
		"０．００１": 0.001, "０，５": 0.5, "１ｅ－３": 0.001,
		"1e-60": 0, "3.4028235e38": math.MaxFloat32,
	} {
		if got, err := ParseDecimal(text); err != nil || got != want {
			t.Errorf("%q: got %v, %v, want %v", text, got, err, want)
		}
	}
}

func TestWhatIsNoDecimalIsRefused(t *testing.T) {
	for _, text := range []string{
		"", ".", ",", "fast", "e5", ".e5", "1e", "1e+", "1e+-5", "1e5e5", "1e5.5", "1e5,5", "1.0.0", "1,0,0", "1,000.5", "1.000,5", "1 000", "1'000",
		"+1", "-1", "-0", "0x1p-10", "0x10", "1_0", "1e1_0", "inf", "Inf", "+Inf", "infinity", "nan", "NaN", "0.5%", "½", "٣", "0.5\x00", strings.Repeat("0", 65),
	} {
		if v, err := ParseDecimal(text); err == nil || v != 0 || !strings.Contains(err.Error(), "expected a number as in 0.001 or 1e-3, received \"") {
			t.Errorf("%.40q: got %v, %v", text, v, err)
		}
	}
	for _, text := range []string{"1e39", "1e999"} {
		if v, err := ParseDecimal(text); err == nil || v != 0 || !strings.Contains(err.Error(), "at most 3.4028234663852886e+38, received") {
			t.Errorf("%s: got %v, %v", text, v, err)
		}
	}
}

// A number read from any text can be written in every form and is read back to the
// same. A text without digits is never a number.
func FuzzNumber(f *testing.F) {
	for _, text := range []string{
		"60,000", "64,5", "６０　０００", "1.000", "1'000", "0,001", "1e-05", "１ｅ－３", "0x1p-10", "1_0", "inf", "nan", "1e5", "", "-0",
		"18446744073709551615", "1.1754944e-38", "3.4028235e38", "1e-45", "5.", ".5",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := ParseWhole[uint64](text)
		if err == nil {
			digits := strconv.FormatUint(n, 10)
			for _, sign := range []string{"", ",", ".", " ", "'", "\u202f"} {
				grouped := digits
				for i := len(digits) - 3; i > 0; i -= 3 {
					grouped = grouped[:i] + sign + grouped[i:]
				}
				for _, form := range []string{grouped, fullWidth(grouped)} {
					if back, err := ParseWhole[uint64](form); err != nil || back != n {
						t.Fatalf("%q is %d, written as %q it is %d, %v", text, n, form, back, err)
					}
				}
			}
			if got := onlyDigits(text); got != digits {
				t.Fatalf("%q became %d, but its digits are %s", text, n, got)
			}
		}
		v, err := ParseDecimal(text)
		if err != nil {
			return
		}
		if onlyDigits(text) == "" || v < 0 || v-v != 0 || math.Signbit(float64(v)) {
			t.Fatalf("%q became %v", text, v)
		}
		point := FormatDecimal(v)
		for _, form := range []string{point, strings.Replace(point, ".", ",", 1), fullWidth(point), strconv.FormatFloat(float64(v), 'e', -1, 32)} {
			if back, err := ParseDecimal(form); err != nil || back != v {
				t.Fatalf("%q is %v, written as %q it is %v, %v", text, v, form, back, err)
			}
		}
	})
}

// fullWidth writes ASCII as full-width forms.
func fullWidth(text string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r - '!' + '！'
		}
		return r
	}, text)
}

// onlyDigits returns the digits of a text as ASCII, without leading zeros.
func onlyDigits(text string) string {
	var digits strings.Builder
	for _, r := range text {
		if r >= '０' && r <= '９' {
			r = r - '０' + '0'
		}
		if r >= '0' && r <= '9' {
			digits.WriteRune(r)
		}
	}
	if trimmed := strings.TrimLeft(digits.String(), "0"); trimmed != "" || digits.Len() == 0 {
		return trimmed
	}
	return "0"
}
