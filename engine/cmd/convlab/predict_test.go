package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"path/filepath"
	"strings"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
)

// A network of zeros reads all digits as a 0, so the first column counts the test
// set's digits: 980 zeros, 1,135 ones and so on, counted in the label file. The loss
// of ten equal probabilities is ln 10 = 2.3026.
func TestEvaluatePrintsConfusion(t *testing.T) {
	out := mustExecute(t, "evaluate", "-data", fromModule, untrained(t))
	if !strings.HasPrefix(out, "test loss 2.3026, accuracy 9.80 % on 10000 images\n") {
		t.Errorf("got %s", out)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	rows := lines[len(lines)-10:]
	for digit, count := range []int{980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009} {
		want := fmt.Sprintf("%9d%5d%s", digit, count, strings.Repeat("    0", 9))
		if rows[digit] != want {
			t.Errorf("got  %q\nwant %q", rows[digit], want)
		}
	}
}

// Of test digits as PNGs, white on black as in MNIST and inverted, the network reads
// at least as many as its accuracy promises, less the spread of a sample: of 40 at
// 80 %, 25 are three standard deviations below.
func TestPredictReadsPictures(t *testing.T) {
	model, _ := trained(t)
	dir, err := original.Dir()
	if err != nil {
		t.Fatal(err)
	}
	test, err := original.LoadSet(dir, dataset.Test)
	if err != nil {
		t.Fatal(err)
	}
	for _, inverted := range []bool{false, true} {
		right := 0
		for _, i := range dataset.TestSample()[:40] {
			img := image.NewGray(image.Rect(0, 0, dataset.Side, dataset.Side))
			for k, v := range test.Pixels(int(i)) {
				if inverted {
					v = 255 - v
				}
				img.Set(k%dataset.Side, k/dataset.Side, color.Gray{Y: v})
			}
			var b bytes.Buffer
			if err := png.Encode(&b, img); err != nil {
				t.Fatal(err)
			}
			out := mustExecute(t, "predict", model, write(t, "digit.png", b.String()))
			if lines := strings.Count(out, "%\n"); lines != 10 {
				t.Fatalf("%d probabilities in\n%s", lines, out)
			}
			if number(t, out, "reads") == string('0'+test.Label(int(i))) {
				right++
			}
		}
		if right < 25 {
			t.Errorf("inverted %v: reads %d of 40", inverted, right)
		}
	}
}

// A picture from a pipe gives the same output as from a file.
func TestPredictReadsStandardInput(t *testing.T) {
	var picture bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, 60, 80))
	for y := 10; y < 70; y++ {
		img.SetGray(30, y, color.Gray{Y: 255}) // a 1
	}
	if err := png.Encode(&picture, img); err != nil {
		t.Fatal(err)
	}
	want := mustExecute(t, "predict", shipped, write(t, "one.png", picture.String()))
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"predict", shipped, "-"}, stdio{&picture, &out, &errs}); code != exitDone || out.String() != want {
		t.Errorf("exit code %d, said %s and printed\n%s\nwant, as of the file,\n%s", code, &errs, &out, want)
	}
}

// Pictures that were once misread because of a grey level of noise, a speck, a frame,
// a photo's light and size, EXIF, or white ink on a transparent background.
func TestPredictReadsWhatOnceFailed(t *testing.T) {
	for name, want := range map[string]string{
		"seven-exif6.jpg": "7", "small-fifth-faint-speck.png": "3", "small-half-clean.png": "3", "small-third-noise1.png": "3",
		"small-third-photo.jpg": "3", "three-in-frame.png": "3", "three-white-on-transparent.png": "3",
	} {
		if got := number(t, mustExecute(t, "predict", shipped, filepath.Join("testdata", "pictures", name)), "reads"); got != want {
			t.Errorf("%s: reads %s, want %s", name, got, want)
		}
	}
}
