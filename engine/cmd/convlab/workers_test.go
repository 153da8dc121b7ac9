package main

import (
	"strings"
	"testing"
)

func TestAnyNumberOfThreadsGivesTheSameBits(t *testing.T) {
	convnet := write(t, "convnet.json", `{"input": [28, 28, 1], "layers": [
		{"kind": "Conv2D", "filters": 4, "kernel_size": 3, "activation": "relu"}, {"kind": "MaxPooling2D", "pool_size": 2},
		{"kind": "Flatten"}, {"kind": "Dense", "units": 10, "activation": "softmax"}]}`)
	training := []string{"train", "-spec", convnet, "-examples", "3000", "-epochs", "2", "-data", fromModule}
	want := number(t, done(t, append(training, "-workers", "1")...), "weights")
	for _, workers := range []string{"2", "3", "8"} {
		out := done(t, append(training, "-workers", workers)...)
		if got := number(t, out, "weights"); got != want {
			t.Errorf("%s threads: the weights are %s, want %s as of one", workers, got, want)
		}
		if !strings.Contains(out, " threads\n") {
			t.Errorf("%s threads: it says %q, want how many trained", workers, out)
		}
	}
	if got := number(t, done(t, training...), "weights"); got != want {
		t.Errorf("by its own choice: the weights are %s, want %s", got, want)
	}
}
