package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"convlab/wasm/view"
)

func TestThePenIsAsThickAsItsControlSays(t *testing.T) {
	page, err := os.ReadFile("../../index.html")
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf(`id="thickness" type="range" min="%v" max="%v"`, view.MinPen, view.MaxPen); !strings.Contains(string(page), want) {
		t.Errorf("index.html has no control with %s", want)
	}
}
